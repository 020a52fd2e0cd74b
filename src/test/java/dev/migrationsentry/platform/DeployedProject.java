package dev.migrationsentry.platform;

import dev.migrationsentry.framework.Folder;
import dev.migrationsentry.framework.ProjectFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The project that a block of a page about deploys stands for: `# file: NAME` begins a file, which
/// may be `with CRLF` or `with a mark`; `# migrations: FOLDER` says where a history is; and `#
/// finding: RULE` at the end of a line expects a finding there.
final class DeployedProject implements ProjectFiles {
  private static final String EXPECTED = " # finding: ";

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Set<String> expected = new TreeSet<>();
  private final List<String> migrations = new ArrayList<>();

  DeployedProject(String block) {
    String name = "";
    String ending = "\n";
    int line = 0;
    for (String written : block.lines().toList()) {
      if (written.startsWith("# migrations: ")) {
        migrations.add(written.substring("# migrations: ".length()));
        continue;
      }
      if (written.startsWith("# file: ")) {
        name = written.substring("# file: ".length());
        ending = name.endsWith(" with CRLF") ? "\r\n" : "\n";
        boolean mark = name.endsWith(" with a mark");
        name = name.replace(" with CRLF", "").replace(" with a mark", "");
        texts.put(name, mark ? "\uFEFF" : "");
        line = 0;
        continue;
      }
      line++;
      int at = written.indexOf(EXPECTED);
      if (at >= 0) {
        expected.add(name + ":" + line + " " + written.substring(at + EXPECTED.length()));
      }
      texts.merge(name, (at < 0 ? written : written.substring(0, at)) + ending, String::concat);
    }
  }

  Set<String> expected() {
    return expected;
  }

  List<String> migrations() {
    return migrations;
  }

  @Override
  public Folder root() {
    return folder("", "project");
  }

  private Folder folder(String path, String name) {
    String prefix = path.isEmpty() ? "" : path + "/";
    Set<String> files = new TreeSet<>();
    Set<String> folders = new TreeSet<>();
    for (String text : texts.keySet()) {
      if (text.startsWith(prefix)) {
        String rest = text.substring(prefix.length());
        int slash = rest.indexOf('/');
        if (slash < 0) {
          files.add(rest);
        } else {
          folders.add(rest.substring(0, slash));
        }
      }
    }
    return new Folder(
        path,
        name,
        List.copyOf(files),
        folders.stream().map(each -> folder(prefix + each, each)).toList());
  }

  @Override
  public List<String> rootNames() {
    return List.of("project");
  }

  @Override
  public List<Folder> above() {
    return List.of();
  }

  @Override
  public byte[] read(String path) throws IOException {
    String text = texts.get(path);
    if (text == null) {
      throw new FileNotFoundException("there is no such file");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<String> skipped() {
    return List.of();
  }

  @Override
  public String shownRoot() {
    return "project";
  }
}
