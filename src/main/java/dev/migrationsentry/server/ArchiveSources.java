package dev.migrationsentry.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the archives of server binaries come from: what the build has brought along, what Maven
/// keeps on this machine, what somebody put into the cache, and at last the network. An archive is
/// only used when its checksum is the one that this program knows.
///
/// @param repository the Maven repository that is asked when no file is on this machine
/// @param local the folder in which Maven keeps what it has fetched
/// @param proxy the HTTP proxy to ask through, or null
record ArchiveSources(URI repository, Path local, @Nullable InetSocketAddress proxy) {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration FETCH = Duration.ofMinutes(10);

  /// What the settings of Maven and the environment of this process say: `MIGRATION_SENTRY_MAVEN`
  /// is the address of a Maven repository, `HTTPS_PROXY` that of a proxy.
  static ArchiveSources of(Map<String, String> environment) {
    MavenSettings settings = MavenSettings.ofUser();
    String chosen = environment.getOrDefault("MIGRATION_SENTRY_MAVEN", "");
    String proxy =
        environment.getOrDefault("HTTPS_PROXY", environment.getOrDefault("https_proxy", ""));
    return new ArchiveSources(
        chosen.isEmpty() ? settings.repository() : address(chosen),
        settings.local(),
        proxy.isEmpty() ? null : proxy(proxy));
  }

  private static URI address(String text) {
    try {
      URI address = URI.create(text);
      if (address.getScheme() != null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new ServerUnavailableException(
        "MIGRATION_SENTRY_MAVEN is no address of a Maven repository, such as https://HOST/PATH");
  }

  private static @Nullable InetSocketAddress proxy(String text) {
    try {
      URI address = URI.create(text.contains("://") ? text : "http://" + text);
      int port = address.getPort() < 0 ? 80 : address.getPort();
      return address.getHost() == null ? null : new InetSocketAddress(address.getHost(), port);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// An archive on this machine, fetched if need be.
  ///
  /// @param kept the folder where fetched archives are kept, and where people may put one
  /// @throws ServerUnavailableException when there is none and none can be fetched; says which file
  ///   is missing and where to put it
  Path find(Platform.Published archive, Path kept) throws IOException {
    Path own = kept.resolve(archive.file());
    for (Path candidate : candidates(archive, own)) {
      if (Files.isRegularFile(candidate)) {
        if (sha256(candidate).equals(archive.sha256())) {
          return candidate;
        }
        if (candidate.equals(own)) {
          throw new ServerUnavailableException(
              own + " is not the published file: its checksum differs; remove it and try again");
        }
      }
    }
    return fetch(archive, kept, own);
  }

  private List<Path> candidates(Platform.Published archive, Path own) {
    List<Path> candidates = new ArrayList<>();
    String copied = System.getProperty("migration-sentry.postgres.jars", "target/postgres");
    candidates.add(Path.of(copied, archive.file()));
    for (String entry :
        System.getProperty("java.class.path", "").split(java.io.File.pathSeparator, -1)) {
      Path library = Path.of(entry);
      // Started as `java -jar`, the class path is one file; its libraries lie below it.
      candidates.add(library.resolveSibling("lib").resolve(archive.file()));
      if (library.endsWith(archive.file())) {
        candidates.add(library);
      }
    }
    candidates.add(local.resolve(archive.path()));
    candidates.add(own);
    return candidates;
  }

  private Path fetch(Platform.Published archive, Path kept, Path own) throws IOException {
    URI address = URI.create(repository + "/" + archive.path());
    Path folder = ServerCache.readable(kept);
    Path part = Files.createTempFile(folder, archive.file(), ".part");
    try {
      load(address, part);
      if (!sha256(part).equals(archive.sha256())) {
        throw new IOException("what came has another checksum");
      }
      Files.move(part, own, StandardCopyOption.ATOMIC_MOVE);
      return own;
    } catch (IOException e) {
      throw new ServerUnavailableException(
          "PostgreSQL "
              + archive.version()
              + " for "
              + archive.platform()
              + " is not on this machine and could not be fetched ("
              + reason(e)
              + "); put the file "
              + archive.file()
              + " ("
              + archive.coordinates()
              + ") into "
              + folder
              + ", or set MIGRATION_SENTRY_MAVEN to a Maven repository that has it");
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void load(URI address, Path target) throws IOException {
    if ("file".equals(address.getScheme())) {
      Files.copy(Path.of(address), target, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NORMAL);
    InetSocketAddress through = proxy;
    if (through != null) {
      // An address that is not resolved here: the proxy's name is looked up when it is asked.
      builder.proxy(ProxySelector.of(through));
    }
    try (HttpClient client = builder.build()) {
      HttpResponse<Path> response =
          client.send(
              HttpRequest.newBuilder(address).timeout(FETCH).build(),
              HttpResponse.BodyHandlers.ofFile(target));
      if (response.statusCode() != 200) {
        throw new IOException(address.getHost() + " answers " + response.statusCode());
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("no address to fetch from: " + address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isEmpty() ? "no connection" : message;
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digested =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      byte[] buffer = new byte[1 << 16];
      while (digested.read(buffer) >= 0) {
        // The digest is what is wanted.
      }
      return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
