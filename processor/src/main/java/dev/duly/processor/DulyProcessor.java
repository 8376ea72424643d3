/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import dev.duly.processor.model.Declaration;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import dev.duly.processor.read.Candidate;
import dev.duly.processor.read.DeclarationReader;
import dev.duly.processor.read.DeclarationReader.Reading;
import dev.duly.processor.write.GeneratedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * What both processors share: reads each declaration when all it needs exists, and waits for other
 * processors until then. Never throws into the compiler.
 */
abstract class DulyProcessor extends AbstractProcessor {
  private final SortedSet<Candidate> open = new TreeSet<>();
  private final SortedSet<Candidate> done = new TreeSet<>();
  private @Nullable Session session;

  /** What lives as long as the compilation. */
  private record Session(Options options, Reporter reporter, DeclarationReader reader) {}

  @Override
  public final SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public final Set<String> getSupportedAnnotationTypes() {
    return DeclarationReader.ANNOTATIONS;
  }

  @Override
  public final Set<String> getSupportedOptions() {
    return Arrays.stream(Option.values()).map(Option::key).collect(Collectors.toSet());
  }

  @Override
  public final synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    Options options = new Options(environment.getOptions());
    session =
        new Session(
            options,
            new Reporter(environment.getMessager(), options),
            new DeclarationReader(environment));
    report(start(options));
  }

  @Override
  public final boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    try {
      round(round);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      Findings findings = new Findings();
      findings.add(Problem.UNEXPECTED, null, describe(e));
      report(findings);
    }
    return false;
  }

  private void round(RoundEnvironment round) {
    DeclarationReader reader = session().reader();
    open.addAll(reader.candidates(round));
    boolean last = round.processingOver();
    List<Declaration> ready = new ArrayList<>();
    for (Candidate candidate : new TreeSet<>(open)) {
      Reading reading = reader.read(candidate);
      if (!reading.waits()) {
        open.remove(candidate);
        done.add(candidate);
        ready.addAll(reading.declarations());
      } else if (last) {
        open.remove(candidate);
        unready(candidate, reading);
      }
    }
    // What takes a message is looked at when it is known whether the message is sound.
    ready.sort(Comparator.comparing(declaration -> !(declaration instanceof MessageModel)));
    ready.forEach(this::ready);
    if (last) {
      finish(round.errorRaised());
    } else if (open.isEmpty() && !round.errorRaised()) {
      settled();
    }
  }

  /** What is to be said before the first round. */
  Findings start(Options options) {
    return new Findings();
  }

  /** A declaration all of whose types exist. */
  abstract void ready(Declaration declaration);

  /** In the last round: something still misses a type. */
  abstract void unready(Candidate candidate, Reading reading);

  /** Nothing waits for a later round. */
  void settled() {}

  /** The last round: sources can no longer be written. */
  void finish(boolean errorRaised) {}

  /** All that was ready so far, as the compiler sees it in this round. */
  final List<Declaration> readAgain() {
    List<Declaration> declarations = new ArrayList<>();
    for (Candidate candidate : done) {
      declarations.addAll(session().reader().read(candidate).declarations());
    }
    return declarations;
  }

  final boolean report(Findings findings) {
    return session().reporter().report(findings);
  }

  final boolean anyError(Findings findings) {
    return session().reporter().anyError(findings);
  }

  final void write(GeneratedFile file, @Nullable Element origin) {
    Element[] origins = origin == null ? new Element[0] : new Element[] {origin};
    try (Writer out =
        processingEnv
            .getFiler()
            .createSourceFile(file.type().qualifiedName(), origins)
            .openWriter()) {
      out.write(file.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Session session() {
    if (session == null) {
      throw new IllegalStateException("not initialised");
    }
    return session;
  }

  /** The failure and the first place in Duly it passed, on one line. */
  private static String describe(Throwable failure) {
    String place =
        Arrays.stream(failure.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("dev.duly."))
            .findFirst()
            .map(frame -> " at " + frame)
            .orElse("");
    return String.valueOf(failure).replaceAll("\\s+", " ") + place;
  }
}
