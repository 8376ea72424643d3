/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What each messaging library looks like in source: its handlers, messages, acknowledgements and
 * sends, by qualified name. Data only. A library is added here, in a file of its own and in {@link
 * dev.duly.checks.apis.frameworks.Frameworks}, and in no check.
 */
@NullMarked
package dev.duly.checks.apis.frameworks;

import org.jspecify.annotations.NullMarked;
