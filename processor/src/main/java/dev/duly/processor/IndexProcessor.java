/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import dev.duly.processor.check.Rules;
import dev.duly.processor.model.Declaration;
import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.model.PublisherModel;
import dev.duly.processor.model.TypeRef;
import dev.duly.processor.model.Vocabulary;
import dev.duly.processor.read.Candidate;
import dev.duly.processor.read.DeclarationReader.Reading;
import dev.duly.processor.write.GeneratedFile;
import dev.duly.processor.write.IndexWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.tools.StandardLocation;

/**
 * Checks what only the whole module shows and writes its index. Aggregating: the index is made from
 * everything.
 */
public final class IndexProcessor extends DulyProcessor {
  private final IndexWriter writer = new IndexWriter();
  private final List<Declaration> sound = new ArrayList<>();
  private final SortedSet<String> indexes = new TreeSet<>();
  private int indexed;
  private int checked;
  private boolean broken;

  @Override
  void ready(Declaration declaration) {
    if (anyError(Rules.check(declaration))) {
      // Said by the other processor.
      broken = true;
    } else {
      sound.add(declaration);
    }
  }

  @Override
  void unready(Candidate candidate, Reading reading) {
    broken = true;
  }

  /**
   * Writes an index of what is not in one yet. One for a module, unless another processor declares
   * more after everything here was ready.
   */
  @Override
  void settled() {
    if (!isSoundTogether() || indexed == sound.size()) {
      return;
    }
    SortedSet<TypeRef> contracts = new TreeSet<>();
    SortedSet<TypeRef> wirings = new TreeSet<>();
    SortedSet<TypeRef> publishers = new TreeSet<>();
    SortedSet<TypeRef> guards = new TreeSet<>();
    for (Declaration declaration : sound.subList(indexed, sound.size())) {
      if (declaration instanceof MessageModel message) {
        contracts.add(message.ref().contract());
      } else if (declaration instanceof HandlerClassModel handlers) {
        wirings.add(handlers.wiring());
      } else if (declaration instanceof PublisherModel publisher) {
        publishers.add(publisher.implementation());
      } else if (declaration instanceof GuardModel guard) {
        guards.add(guard.implementation());
      }
    }
    indexed = sound.size();
    GeneratedFile index =
        writer.write(new IndexWriter.Content(contracts, wirings, publishers, guards));
    write(index, null);
    indexes.add(index.type().qualifiedName());
  }

  /** Reports what is wrong between declarations, once. */
  private boolean isSoundTogether() {
    if (checked != sound.size()) {
      checked = sound.size();
      if (!Rules.check(sound).all().isEmpty()) {
        // Compilers forget the lines of what was read in an earlier round: read it again.
        List<Declaration> fresh = new ArrayList<>(readAgain());
        fresh.removeIf(declaration -> anyError(Rules.check(declaration)));
        broken |= report(Rules.check(fresh));
      }
    }
    return !broken;
  }

  @Override
  void finish(boolean errorRaised) {
    isSoundTogether();
    if (errorRaised || broken || indexes.isEmpty()) {
      return;
    }
    String name = "META-INF/services/" + Vocabulary.MODULE_INDEX.qualifiedName();
    try (Writer out =
        processingEnv
            .getFiler()
            .createResource(StandardLocation.CLASS_OUTPUT, "", name)
            .openWriter()) {
      for (String index : indexes) {
        out.write(index + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
