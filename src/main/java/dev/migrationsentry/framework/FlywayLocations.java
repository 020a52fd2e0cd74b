package dev.migrationsentry.framework;

import dev.migrationsentry.migration.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the folders that make one Flyway history: the configured locations, or a folder with those
/// below it (Flyway scans its locations recursively).
final class FlywayLocations {
  private FlywayLocations() {}

  /// The folders of the history that is recognised under a folder; empty when there is none.
  static List<Folder> of(Folder folder, Project project, FlywaySettings settings) {
    List<Folder> configured = configured(project, settings);
    if (configured.contains(folder) || configured.stream().anyMatch(one -> below(one, folder))) {
      Folder first = configured.getFirst();
      boolean firstOfAll = first.equals(folder) || below(first, folder);
      return firstOfAll ? withFiles(configured, project, settings) : List.of();
    }
    List<Folder> found = withFiles(List.of(folder), project, settings);
    boolean direct = !found.isEmpty() && found.getFirst().equals(folder);
    if (found.isEmpty() || !(direct || (found.size() > 1 && gathers(folder)))) {
      return List.of();
    }
    if (!collide(found, settings)) {
      return found;
    }
    return direct ? List.of(folder) : List.of();
  }

  /// Whether the configuration names locations and a folder is not one of them.
  static boolean isElsewhere(Folder folder, Project project, FlywaySettings settings) {
    List<Folder> configured = configured(project, settings);
    for (Folder one : configured) {
      if (Project.isWithin(folder, one) || Project.isWithin(one, folder)) {
        return false;
      }
    }
    return !configured.isEmpty();
  }

  /// Whether a folder is one that people gather locations in.
  private static boolean gathers(Folder folder) {
    return folder.name().toLowerCase(java.util.Locale.ROOT).contains("migrat");
  }

  private static boolean below(Folder inner, Folder outer) {
    return !outer.path().isEmpty() && inner.path().startsWith(outer.path() + "/") && gathers(outer);
  }

  private static List<Folder> withFiles(
      List<Folder> starts, Project project, FlywaySettings settings) {
    List<Folder> found = new ArrayList<>();
    for (Folder start : starts) {
      for (Folder at : Project.within(start, project.maybeFlyway())) {
        if (found.contains(at) || !hasMigrations(at, settings)) {
          continue;
        }
        String inside = at.path().substring(start.path().length());
        boolean foreign = !Engines.foreignInPath(inside).isEmpty();
        boolean test = !SkippedFolders.testFolderOf(inside).isEmpty();
        if (!foreign && !test) {
          found.add(at);
        }
      }
    }
    return found;
  }

  static boolean hasMigrations(Folder folder, FlywaySettings settings) {
    for (String file : folder.files()) {
      if (FlywayName.of(file, settings) != null) {
        return true;
      }
    }
    return false;
  }

  /// Whether two of the folders hold the same version, so that they are no parts of one history.
  private static boolean collide(List<Folder> folders, FlywaySettings settings) {
    Map<Version, Folder> holders = new HashMap<>();
    Set<String> repeatables = new HashSet<>();
    for (Folder folder : folders) {
      for (String file : folder.files()) {
        FlywayName name = FlywayName.of(file, settings);
        if (name == null || name.kind() == FlywayName.Kind.UNDO) {
          continue;
        }
        Version version = name.version();
        if (version == null) {
          if (!repeatables.add(name.description())) {
            return true;
          }
        } else if (name.kind() == FlywayName.Kind.VERSIONED) {
          Folder other = holders.putIfAbsent(version, folder);
          if (other != null && !other.equals(folder)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static List<Folder> configured(Project project, FlywaySettings settings) {
    List<Folder> found = new ArrayList<>();
    for (String location : settings.locations()) {
      String path = location.substring(location.indexOf(':') + 1).replace("{vendor}", "postgresql");
      path = path.startsWith("./") ? path.substring(2) : path;
      path = path.startsWith("/") ? path.substring(1) : path;
      path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
      String relative = settings.from().isEmpty() ? path : settings.from() + "/" + path;
      Folder exact = project.folder(relative);
      if (exact == null) {
        exact = project.folder(path);
      }
      if (exact != null && !path.isEmpty() && !found.contains(exact)) {
        found.add(exact);
      }
    }
    return found;
  }
}
