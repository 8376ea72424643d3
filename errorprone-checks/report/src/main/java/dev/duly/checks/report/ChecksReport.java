/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report;

import dev.duly.checks.report.log.Finding;
import dev.duly.checks.report.log.LogReader;
import dev.duly.checks.report.sarif.Baseline;
import dev.duly.checks.report.sarif.Result;
import dev.duly.checks.report.sarif.Results;
import dev.duly.checks.report.sarif.SarifWriter;
import dev.duly.checks.report.sarif.SourceRoot;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns the log of a build into a SARIF 2.1.0 report of what Error Prone checks found. */
@Command(
    name = "duly-checks-report",
    description =
        "Turns the log of a build into a SARIF 2.1.0 report of what the Error Prone checks found.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 done; 1 done, and findings as asked by --fail-on; 2 bad usage or a file that"
          + " cannot be read or written, and then no report."
    })
public final class ChecksReport implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FINDINGS = 1;
  private static final int UNUSABLE = 2;
  private static final String STDIN = "-";

  private final InputStream in;
  private final PrintStream out;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      paramLabel = "LOG",
      arity = "0..*",
      description = "What javac, Maven or Gradle printed; - or none is the standard input.")
  private List<String> logs = List.of();

  @Option(
      names = "--checks",
      paramLabel = "SET",
      description = "Whose findings: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Checks checks = Checks.DULY;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The report's paths start here. Default: the current directory.")
  private String root = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Replace this file, whole or not at all. Default: the standard output.")
  private @Nullable Path report;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "An earlier report: results become 'new' or 'unchanged'.")
  private @Nullable Path baseline;

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      description =
          "What makes the exit status 1: ${COMPLETION-CANDIDATES}. 'new' needs --baseline,"
              + " 'warning' includes errors. Default: ${DEFAULT-VALUE}.")
  private FailOn failOn = FailOn.NEVER;

  @Option(names = "--summary", description = "Print a table of the findings to standard error.")
  private boolean summary;

  private ChecksReport(InputStream in, PrintStream out) {
    this.in = in;
    this.out = out;
  }

  /** Runs the command; exit status 0, 1 for findings as asked, 2 for what cannot be used. */
  public static void main(String[] args) {
    System.exit(command(System.in, System.out).execute(args));
  }

  static CommandLine command(InputStream in, PrintStream out) {
    return new CommandLine(new ChecksReport(in, out))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, args) -> refuse(e.getCommandLine(), usage(e)))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              if (e instanceof Unusable) {
                return refuse(command, String.valueOf(e.getMessage()));
              }
              e.printStackTrace(command.getErr());
              return UNUSABLE;
            });
  }

  private static int refuse(CommandLine command, String sentence) {
    command.getErr().println("duly-checks-report: " + sentence);
    return UNUSABLE;
  }

  private static String usage(ParameterException e) {
    String fact = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return fact + (fact.endsWith(".") ? "" : ".") + " Try --help.";
  }

  @Override
  public Integer call() throws Unusable {
    if (failOn == FailOn.NEW && baseline == null) {
      throw new ParameterException(
          spec.commandLine(), "--fail-on new needs --baseline FILE to compare with.");
    }
    Results collected = new Results(sourceRoot());
    for (String log : logs.isEmpty() ? List.of(STDIN) : logs) {
      read(
          log,
          finding -> {
            if (checks.include(finding)) {
              collected.add(finding);
            }
          });
    }
    List<Result> results = collected.sorted();
    Set<Result> unchanged = baseline == null ? null : unchanged(baseline, results);
    write(results, unchanged);
    if (summary) {
      Summary.print(spec.commandLine().getErr(), results, unchanged);
    }
    return failOn.fails(results, unchanged == null ? Set.of() : unchanged) ? FINDINGS : DONE;
  }

  private SourceRoot sourceRoot() throws Unusable {
    Path directory = path(root).toAbsolutePath().normalize();
    // A log from Windows may be read elsewhere.
    if (!Files.isDirectory(directory) && SourceRoot.isWindowsPath(root)) {
      return new SourceRoot(root);
    }
    if (!Files.isDirectory(directory)) {
      throw Unusable.because("Cannot use --root " + root, new NotDirectoryException(root));
    }
    return new SourceRoot(directory.toString());
  }

  private void read(String log, Consumer<Finding> findings) throws Unusable {
    if (log.equals(STDIN)) {
      try {
        LogReader.read(in, findings);
      } catch (IOException e) {
        throw Unusable.because("Cannot read the standard input", e);
      }
      return;
    }
    try (InputStream text = Files.newInputStream(path(log))) {
      LogReader.read(text, findings);
    } catch (IOException e) {
      throw Unusable.because("Cannot read " + log, e);
    }
  }

  private static Path path(String name) throws Unusable {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new Unusable("Cannot use " + name + " as a path: " + e.getReason() + ".");
    }
  }

  private static Set<Result> unchanged(Path baseline, List<Result> results) throws Unusable {
    try (InputStream earlier = Files.newInputStream(baseline)) {
      return Baseline.read(earlier).unchanged(results);
    } catch (IOException e) {
      throw Unusable.because("Cannot read the baseline " + baseline, e);
    } catch (Baseline.NotAReport e) {
      throw new Unusable("Cannot use " + baseline + " as a baseline: " + e.getMessage() + ".");
    }
  }

  private void write(List<Result> results, @Nullable Set<Result> unchanged) throws Unusable {
    if (report == null) {
      SarifWriter.write(out, Version.number(), results, unchanged);
      if (out.checkError()) {
        throw new Unusable("Cannot write to the standard output.");
      }
      return;
    }
    try {
      OutputFile.replace(report, to -> SarifWriter.write(to, Version.number(), results, unchanged));
    } catch (IOException e) {
      throw Unusable.because("Cannot write " + report, e);
    }
  }
}
