/* SPDX-License-Identifier: Apache-2.0 */
/** One test class a rule: what it says, word for word, and what it lets pass. */
package dev.duly.processor.check;
