package dev.migrationsentry.framework;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts how often each file is read.
final class CountingFiles implements ProjectFiles {
  private final ProjectFiles files;
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  CountingFiles(ProjectFiles files) {
    this.files = files;
  }

  /// The highest count of all files.
  int most() {
    return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  @Override
  public Folder root() {
    return files.root();
  }

  @Override
  public List<String> rootNames() {
    return files.rootNames();
  }

  @Override
  public List<Folder> above() {
    return files.above();
  }

  @Override
  public byte[] read(String path) throws IOException {
    counts.merge(path, 1, Integer::sum);
    return files.read(path);
  }

  @Override
  public List<String> skipped() {
    return files.skipped();
  }

  @Override
  public String shownRoot() {
    return files.shownRoot();
  }
}
