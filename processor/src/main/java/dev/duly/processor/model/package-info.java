/* SPDX-License-Identifier: Apache-2.0 */
/** What was declared, as plain records: right or wrong alike. Rules judge it, writers print it. */
@NullMarked
package dev.duly.processor.model;

import org.jspecify.annotations.NullMarked;
