/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import com.google.errorprone.VisitorState;

/**
 * A hint: often right, too often wrong for everybody. Off until a build names it ({@code
 * -Xep:Name:WARN}) or asks for all checks ({@code -XepAllDisabledChecksAsWarnings}).
 */
abstract class HintCheck extends HandlerCheck {
  private static final long serialVersionUID = 1L;

  final boolean isAskedFor(VisitorState state) {
    return state.errorProneOptions().getSeverityMap().containsKey(canonicalName())
        || state.errorProneOptions().isEnableAllChecksAsWarnings();
  }
}
