package dev.migrationsentry.git;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// Keeps JGit from doing more than read the repository: it would start the `git` program to look
/// for a system configuration, measure the file system with probe files inside of `.git`, and write
/// what it measured into the home directory. Reading objects needs none of that.
final class QuietSystem extends SystemReader.Delegate {
  private static final long TWO_SECONDS = 2_000_000_000L;

  private QuietSystem(SystemReader system) {
    super(system);
  }

  /// Makes JGit quiet in this process. A system reader that someone else has put in stays.
  static synchronized void use() {
    SystemReader now = SystemReader.getInstance();
    if (now.getClass().getEnclosingClass() == SystemReader.class) {
      SystemReader.setInstance(new QuietSystem(now));
    }
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS files) {
    return new NoConfig(parent, files);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS files) {
    return new NoConfig(parent, files);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS files) {
    return new NoConfig(parent, files);
  }

  /// An empty configuration that knows how coarse file times are: two seconds, the coarsest of all
  /// file systems, so that nothing is measured.
  private static final class NoConfig extends FileBasedConfig {
    NoConfig(@Nullable Config parent, FS files) {
      super(parent, null, files);
    }

    @Override
    public void load() {
      // There is no file.
    }

    @Override
    public void save() {
      // Nothing is kept.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public long getTimeUnit(
        String section, @Nullable String subsection, String name, long fallback, TimeUnit unit) {
      return section.equals("filesystem")
          ? unit.convert(TWO_SECONDS, TimeUnit.NANOSECONDS)
          : super.getTimeUnit(section, subsection, name, fallback, unit);
    }
  }
}
