/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.realcode;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** Fetches what Maven would, into the local repository of the user and with the user's settings. */
public final class Maven implements AutoCloseable {
  private final Context context =
      Runtimes.INSTANCE
          .getRuntime()
          .create(ContextOverrides.create().withUserSettings(true).build());
  private final DefaultRepositorySystemSession session;

  public Maven() {
    session = new DefaultRepositorySystemSession(context.repositorySystemSession());
    // A POM of others may name repositories that are long gone.
    session.setIgnoreArtifactDescriptorRepositories(true);
  }

  /**
   * Resolves a project as if it were built here: with its own optional and provided dependencies.
   *
   * @throws RepositoryException if the project itself cannot be had
   */
  public Fetched fetch(Project project) throws RepositoryException {
    Artifact jar = new DefaultArtifact(project.artifact());
    ArtifactDescriptorResult pom =
        context
            .repositorySystem()
            .readArtifactDescriptor(
                session, new ArtifactDescriptorRequest(jar, context.remoteRepositories(), null));
    List<Path> classPath = new ArrayList<>();
    classPath.add(resolve(jar));
    CollectRequest graph = new CollectRequest();
    graph.setRepositories(context.remoteRepositories());
    graph.setManagedDependencies(pom.getManagedDependencies());
    for (String each : project.further()) {
      graph.addDependency(new Dependency(new DefaultArtifact(each), "compile"));
    }
    for (Dependency each : pom.getDependencies()) {
      if (!each.getScope().equals("test") && !each.getScope().equals("system")) {
        graph.addDependency(each.setScope("compile").setOptional(false));
      }
    }
    List<String> missing = new ArrayList<>();
    for (ArtifactResult each : resolve(graph)) {
      if (!each.isResolved()) {
        missing.add(each.getRequest().getArtifact().toString());
      } else if (each.getArtifact().getExtension().equals("jar")) {
        classPath.add(each.getArtifact().getFile().toPath());
      }
    }
    Artifact sources =
        new DefaultArtifact(
            jar.getGroupId(), jar.getArtifactId(), "sources", "jar", jar.getVersion());
    return new Fetched(resolve(sources), classPath, missing);
  }

  /** What a mirror lacks may not matter to the sources; the compiler will tell. */
  private List<ArtifactResult> resolve(CollectRequest graph) throws RepositoryException {
    try {
      return context
          .repositorySystem()
          .resolveDependencies(session, new DependencyRequest(graph, null))
          .getArtifactResults();
    } catch (DependencyResolutionException e) {
      if (e.getResult().getArtifactResults().isEmpty()) {
        throw e;
      }
      return e.getResult().getArtifactResults();
    }
  }

  private Path resolve(Artifact artifact) throws RepositoryException {
    return context
        .repositorySystem()
        .resolveArtifact(session, new ArtifactRequest(artifact, context.remoteRepositories(), null))
        .getArtifact()
        .getFile()
        .toPath();
  }

  @Override
  public void close() {
    context.close();
  }
}
