/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop;

import dev.duly.runtime.StartupException;
import dev.duly.shop.load.RunFailed;
import dev.duly.shop.problem.BadInput;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The shop's command line. */
@Command(
    name = "shop",
    description = "A shop on Duly: real orders, crashes, and books that balance.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RunCommand.class, ServeCommand.class, AuditCommand.class})
public final class Shop {
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;

  private Shop() {}

  /** Runs a command; the exit code is 0, 1 for a failure, 2 for bad input. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    CommandLine shop = new CommandLine(new Shop());
    shop.setParameterExceptionHandler(Shop::refuse);
    shop.setExecutionExceptionHandler(Shop::fail);
    return shop.execute(args);
  }

  private static int refuse(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(
        new BadInput(
                "ShopUsage",
                fact(e) + ".",
                suggestion(e) + "Try: " + command.getCommandSpec().qualifiedName() + " --help.")
            .getMessage());
    return BAD_INPUT;
  }

  private static String fact(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      return (first.startsWith("-") ? "Unknown option '" : "Unknown command '") + first + "'";
    }
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static String suggestion(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions();
      return near.isEmpty() ? "" : "Did you mean " + near.get(0) + "? ";
    }
    return "";
  }

  private static int fail(Exception e, CommandLine command, ParseResult parsed) throws Exception {
    PrintWriter err = command.getErr();
    if (e instanceof BadInput || e instanceof StartupException) {
      err.println(e.getMessage());
      return BAD_INPUT;
    }
    if (e instanceof RunFailed) {
      err.println("shop: " + e.getMessage());
      return FAILED;
    }
    throw e;
  }
}
