package dev.migrationsentry.server;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// Unpacks the server binaries: a jar that holds one tar file compressed by xz.
///
/// The tar reader knows what such archives contain (POSIX.1-1988 `ustar` headers with GNU's long
/// names): files, folders, symbolic and hard links. An entry that would leave the destination is
/// refused.
final class ServerArchive {
  private static final int BLOCK = 512;

  private final InputStream in;
  private final Path destination;
  private @Nullable String longName;
  private @Nullable String longLink;

  private ServerArchive(InputStream in, Path destination) {
    this.in = in;
    this.destination = destination;
  }

  /// Unpacks into an existing folder.
  ///
  /// @throws IOException when the jar is damaged or the disk is full
  static void unpack(Path jar, Path destination) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> archives =
          zip.stream().filter(entry -> entry.getName().endsWith(".txz")).toList();
      if (archives.size() != 1) {
        throw new IOException(jar + " holds " + archives.size() + " archives instead of one");
      }
      try (InputStream tar =
          new BufferedInputStream(
              new XZInputStream(zip.getInputStream(archives.getFirst())), 1 << 16)) {
        new ServerArchive(tar, destination.toAbsolutePath().normalize()).entries();
      }
    }
  }

  private void entries() throws IOException {
    byte[] header = new byte[BLOCK];
    while (in.readNBytes(header, 0, BLOCK) == BLOCK) {
      if (header[0] != 0) {
        entry(header);
      }
    }
  }

  private void entry(byte[] header) throws IOException {
    long size = octal(header, 124, 12);
    char type = (char) header[156];
    if (type == 'L' || type == 'K') {
      String name = new String(content(size), StandardCharsets.UTF_8).replace("\0", "");
      if (type == 'L') {
        longName = name;
      } else {
        longLink = name;
      }
      return;
    }
    Path target = inside(longName != null ? longName : name(header));
    String link = longLink != null ? longLink : text(header, 157, 100);
    longName = null;
    longLink = null;
    switch (type) {
      case '0', '\0' -> {
        Files.createDirectories(parent(target));
        byte[] content = content(size);
        Files.write(target, content);
        boolean executable = (octal(header, 100, 8) & 0b001_000_000) != 0;
        permit(target, executable ? "rwxr-xr-x" : "rw-r--r--");
      }
      case '5' -> {
        Files.createDirectories(target);
        permit(target, "rwxr-xr-x");
      }
      case '2' -> {
        Files.createDirectories(parent(target));
        inside(destination.relativize(parent(target)).resolve(link).toString());
        Files.createSymbolicLink(target, Path.of(link));
      }
      case '1' -> {
        Files.createDirectories(parent(target));
        Files.createLink(target, inside(link));
      }
      default -> content(size);
    }
  }

  private Path inside(String name) throws IOException {
    Path path = destination.resolve(name).normalize();
    if (!path.startsWith(destination)) {
      throw new IOException("the archive holds an entry outside of it: " + name);
    }
    return path;
  }

  private static Path parent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IOException("the archive holds an entry without a folder: " + path);
    }
    return parent;
  }

  /// The files are read by another user where the server may not run as the one who unpacks, so the
  /// permissions do not depend on the umask.
  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private byte[] content(long size) throws IOException {
    byte[] content = in.readNBytes(Math.toIntExact(size));
    if (content.length < size) {
      throw new EOFException("the archive ends inside of an entry");
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    return content;
  }

  private static String name(byte[] header) {
    String name = text(header, 0, 100);
    boolean ustar = text(header, 257, 5).equals("ustar");
    String prefix = ustar ? text(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String text(byte[] header, int from, int length) {
    byte[] field = Arrays.copyOfRange(header, from, from + length);
    int end = 0;
    while (end < field.length && field[end] != 0) {
      end++;
    }
    return new String(field, 0, end, StandardCharsets.UTF_8);
  }

  private static long octal(byte[] header, int from, int length) {
    String digits = text(header, from, length).strip();
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }
}
