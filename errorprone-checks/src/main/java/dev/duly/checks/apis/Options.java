/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.google.errorprone.suppliers.Supplier;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.frameworks.Call;
import dev.duly.checks.apis.frameworks.Calls;
import dev.duly.checks.declarations.Remembered;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a build tells the checks: {@code -XepOpt:Duly:BrokerTypes=…} and the like. */
public final class Options {
  /** The start of all of them. */
  public static final String PREFIX = "Duly:";

  /** An option, its values separated by commas. */
  public enum Option {
    /** Qualified names of types that hand messages to a broker: wrappers of a client. */
    BROKER_TYPES("BrokerTypes"),
    /** Methods that do, as {@code qualified.Type#method}; {@code *} for all of a type. */
    PUBLISHER_METHODS("PublisherMethods"),
    /** Words in the names of topics whose order or loss does not matter. */
    LOSSY_TOPICS("LossyTopics");

    private final String text;

    Option(String text) {
      this.text = text;
    }

    /** As it is written after the prefix. */
    public String text() {
      return text;
    }
  }

  private static final Supplier<Options> READ = new Remembered<>(Options::new);

  private final List<String> brokerTypes;
  private final Calls onBrokerTypes;
  private final Calls publisherMethods;
  private final List<String> lossyTopics;
  private final Set<String> unknown;
  private final Set<String> malformed;

  private Options(VisitorState state) {
    Map<String, String> flags = state.errorProneOptions().getFlags().getFlagsMap();
    this.brokerTypes = values(flags, Option.BROKER_TYPES);
    this.onBrokerTypes =
        Calls.of(brokerTypes.stream().map(type -> new Call(type, Call.ANY)).toList());
    List<String> methods = values(flags, Option.PUBLISHER_METHODS);
    this.malformed =
        methods.stream()
            .filter(each -> !isMethod(each))
            .collect(Collectors.toCollection(TreeSet::new));
    this.publisherMethods =
        Calls.of(methods.stream().filter(Options::isMethod).map(Call::of).toList());
    this.lossyTopics =
        values(flags, Option.LOSSY_TOPICS).stream()
            .map(word -> word.toLowerCase(Locale.ROOT))
            .toList();
    Set<String> known =
        Arrays.stream(Option.values()).map(Option::text).collect(Collectors.toSet());
    this.unknown =
        flags.keySet().stream()
            .filter(flag -> flag.startsWith(PREFIX))
            .map(flag -> flag.substring(PREFIX.length()))
            .filter(name -> !known.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  public static Options of(VisitorState state) {
    return READ.get(state);
  }

  public List<String> brokerTypes() {
    return brokerTypes;
  }

  /** In lower case. */
  public List<String> lossyTopics() {
    return lossyTopics;
  }

  /** Names after the prefix that are no option, sorted. */
  public Set<String> unknown() {
    return unknown;
  }

  /** Values of {@code PublisherMethods} that are no {@code qualified.Type#method}, sorted. */
  public Set<String> malformed() {
    return malformed;
  }

  /** Whether a call is of a method that the build names, or on a type that it names. */
  boolean names(ExpressionTree call, VisitorState state) {
    return ASTHelpers.getSymbol(call) instanceof MethodSymbol method
        && (publisherMethods.include(method, state) || sends(method, state));
  }

  private boolean sends(MethodSymbol method, VisitorState state) {
    return onBrokerTypes.include(method, state)
        && PublisherNames.fits(method.getSimpleName().toString());
  }

  private static boolean isMethod(String text) {
    return text.matches("[\\w.$]+#(\\w+|\\*)");
  }

  private static List<String> values(Map<String, String> flags, Option option) {
    String text = flags.getOrDefault(PREFIX + option.text(), "");
    return Arrays.stream(text.split(","))
        .map(String::trim)
        .filter(each -> !each.isEmpty())
        .toList();
  }
}
