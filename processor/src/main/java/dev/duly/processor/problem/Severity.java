/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.problem;

/** How bad it is. */
public enum Severity {
  ERROR,
  WARNING,
  NOTE
}
