/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.realcode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.aether.RepositoryException;

/** Runs all checks over published sources of others and counts what they say. */
public final class RealCode {
  private final Path home;
  private final Path target;
  private final Compilation compilation;
  private final Judgements judgements;
  private final Set<String> counted = new TreeSet<>();
  private final List<Finding> findings = new ArrayList<>();
  private long classes;
  private int crashes;
  private int failed;

  private RealCode(Path home, Checks checks, List<String> options) throws IOException {
    this.home = home;
    target = home.resolve("target");
    compilation = new Compilation(checks, options);
    judgements = Judgements.read(home.resolve("judged.tsv"));
  }

  /**
   * Runs the checks.
   *
   * @param args the module's folder; then {@code --hints} for checks that are off by default,
   *     {@code --list} to only name the projects, options of Error Prone ({@code -Xep…}), and the
   *     projects' names; none for all
   */
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    List<String> words = List.of(args).subList(1, args.length);
    List<String> names = words.stream().filter(word -> !word.startsWith("-")).toList();
    List<Project> all = Project.all();
    if (words.contains("--list")) {
      all.forEach(each -> System.out.println(each.name() + "  " + each.artifact()));
      return;
    }
    List<String> unknown = new ArrayList<>(names);
    all.forEach(project -> unknown.remove(project.name()));
    if (!unknown.isEmpty()) {
      System.err.println("unknown " + unknown + "; --list names the projects");
      System.exit(2);
    }
    Checks checks = Checks.onClassPath(words.contains("--hints"));
    System.out.println("checks " + checks.names());
    RealCode run =
        new RealCode(home, checks, words.stream().filter(word -> word.startsWith("-Xep")).toList());
    run.over(all.stream().filter(each -> names.isEmpty() || names.contains(each.name())).toList());
    System.exit(run.crashes + run.failed == 0 ? 0 : 1);
  }

  private void over(List<Project> projects) throws Exception {
    Path listing = target.resolve("findings.txt");
    try (Maven maven = new Maven();
        Listing out = new Listing(listing, judgements)) {
      for (Project project : projects) {
        try {
          over(project, maven, out);
        } catch (RepositoryException e) {
          failed++;
          System.out.println(project.name() + " NOT RESOLVED: " + e.getMessage());
        }
      }
    }
    judgements
        .gone(counted, findings)
        .forEach(each -> System.out.println("no longer found: " + each));
    long real = findings.stream().filter(each -> is(each, true)).count();
    long wrong = findings.stream().filter(each -> is(each, false)).count();
    System.out.println("findings, with the lines around them: " + listing);
    System.out.printf(
        "PROOF checks.realcode runs=%d classes=%d crashes=%d findings=%d real=%d false=%d unjudged=%d%n",
        counted.size(),
        classes,
        crashes,
        findings.size(),
        real,
        wrong,
        findings.size() - real - wrong);
  }

  private void over(Project project, Maven maven, Listing out)
      throws IOException, InterruptedException, RepositoryException {
    Path work = Files.createDirectories(target.resolve("projects").resolve(project.name()));
    Fetched fetched = maven.fetch(project);
    Sources sources = Sources.unpack(fetched.sources(), work.resolve("sources"));
    Outcome outcome = compilation.run(project, sources, fetched, work);
    System.out.printf(
        Locale.ROOT,
        "%s files=%d lines=%d classes=%d seconds=%.1f crashes=%d errors=%d findings=%d %s%n",
        project.name(),
        sources.files().size(),
        sources.lines(),
        outcome.classes(),
        outcome.seconds(),
        outcome.crashes().size(),
        outcome.errors().size(),
        outcome.findings().size(),
        perCheck(outcome.findings()));
    if (!fetched.missing().isEmpty()) {
      System.out.println("  without " + fetched.missing());
    }
    outcome.crashes().forEach(each -> System.out.println("  CRASH " + each));
    outcome.errors().stream().limit(5).forEach(each -> System.out.println("  " + each));
    for (Finding finding : outcome.findings()) {
      out.add(finding, sources.root());
    }
    if (outcome.errors().isEmpty()) {
      counted.add(project.name());
      classes += outcome.classes();
      crashes += outcome.crashes().size();
      findings.addAll(outcome.findings());
    } else {
      failed++;
      System.out.println("  NOT COUNTED, see " + home.relativize(work.resolve("javac.txt")));
    }
  }

  private boolean is(Finding finding, boolean real) {
    return judgements.of(finding).filter(each -> each.real() == real).isPresent();
  }

  private static Map<String, Long> perCheck(List<Finding> findings) {
    return findings.stream()
        .collect(Collectors.groupingBy(Finding::check, TreeMap::new, Collectors.counting()));
  }
}
