package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Severity;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An image runs migrations that it does not contain.
final class MigrationsNotShipped implements DeployRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(Deployment deployment) {
    List<Finding> findings = new ArrayList<>();
    deployment
        .dockerfiles()
        .forEach((path, image) -> {
          if (!runsMigrations(path, deployment)) {
            return;
          }
          for (String migrations : deployment.migrations()) {
            String context = Paths.folder(path);
            String inside = below(migrations, context);
            if (inside == null) {
              context = "";
              inside = migrations;
            }
            SourceFile ignored = deployment.ignored().get(context);
            Span excluded = ignored == null ? null : IgnoredPaths.excluding(ignored, inside);
            if (excluded != null) {
              findings.add(said(excluded, "The image is built without " + migrations + "."));
            } else if (image.whole() && !copied(image, inside) && !copied(image, migrations)) {
              Span where =
                  image.copies().isEmpty()
                      ? image.service().where()
                      : image.copies().getLast().where();
              findings.add(
                  said(where, "Nothing copies " + migrations + " into the image that runs it."));
            }
          }
        });
    return findings.stream();
  }

  private Finding said(Span where, String seen) {
    return finding(
        where,
        seen,
        "The runner finds no migration in the image: it fails, or says that there is nothing to do"
            + " while the database stays behind the code.",
        "Copy the folder into the last stage of the image, and take it out of .dockerignore.");
  }

  private static boolean runsMigrations(String path, Deployment deployment) {
    return deployment.reached().stream()
        .anyMatch(one ->
            one.invocation().applies()
                && one.command().phase() != Phase.BUILD
                && (one.service().dockerfile().equals(path)
                    || one.service().file().path().equals(path)));
  }

  private static @Nullable String below(String path, String folder) {
    if (folder.isEmpty()) {
      return path;
    }
    return path.startsWith(folder + "/") ? path.substring(folder.length() + 1) : null;
  }

  private static boolean copied(DockerFile image, String folder) {
    for (DockerFile.Copy copy : image.copies()) {
      for (String source : copy.sources()) {
        String plain = Paths.join("", source);
        if (plain.isEmpty()
            || plain.indexOf('*') >= 0
            || plain.indexOf('$') >= 0
            || folder.equals(plain)
            || folder.startsWith(plain + "/")
            || plain.startsWith(folder + "/")) {
          return true;
        }
      }
    }
    return false;
  }
}
