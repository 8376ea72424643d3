/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;

/**
 * A method by the type that declares it and its name; methods of subtypes count.
 *
 * @param type qualified name
 * @param method simple name, {@link #CONSTRUCTOR} or {@link #ANY}
 */
public record Call(String type, String method) {
  public static final String CONSTRUCTOR = "<init>";
  public static final String ANY = "*";

  /** From {@code qualified.Type#method}. */
  public static Call of(String text) {
    int hash = text.indexOf('#');
    return new Call(text.substring(0, hash), text.substring(hash + 1));
  }

  /** Whether a method is this one, or overrides it, or hides it in a subtype. */
  public boolean isOf(MethodSymbol symbol, VisitorState state) {
    return nameFits(symbol) && ownerFits(symbol.owner.type, state);
  }

  boolean nameFits(MethodSymbol symbol) {
    return symbol.isConstructor()
        ? method.equals(CONSTRUCTOR)
        : method.equals(ANY) || symbol.getSimpleName().contentEquals(method);
  }

  boolean ownerFits(Type owner, VisitorState state) {
    // Absent where the library is not on the class path.
    Type wanted = state.getTypeFromString(type);
    return wanted != null && ASTHelpers.isSubtype(owner, wanted, state);
  }
}
