/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What flows where: plain descriptions of messages, groups and handlers, built by generated code
 * and read by the pipeline. Nothing here runs.
 */
@NullMarked
package dev.duly.runtime.topology;

import org.jspecify.annotations.NullMarked;
