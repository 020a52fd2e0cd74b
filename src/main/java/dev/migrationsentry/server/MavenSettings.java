package dev.migrationsentry.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// What a user's Maven knows of repositories (`~/.m2/settings.xml`, Maven's settings reference):
/// people behind a mirror have said so there.
///
/// @param repository where artifacts of Maven Central are fetched from
/// @param local the folder in which fetched artifacts are kept
record MavenSettings(URI repository, Path local) {
  /// Maven Central, the only place in this program that names a host.
  private static final URI CENTRAL = URI.create("https://repo.maven.apache.org/maven2");

  private static final List<String> MIRRORS_OF_CENTRAL =
      List.of("central", "*", "external:*", "external:http:*");

  /// The settings of the user of this process; what they do not say is as Maven has it.
  static MavenSettings ofUser() {
    Path folder = Path.of(System.getProperty("user.home", "."), ".m2");
    MavenSettings read = read(folder);
    String local = System.getProperty("maven.repo.local", "");
    return local.isEmpty() ? read : new MavenSettings(read.repository, Path.of(local));
  }

  /// The settings in a folder such as `~/.m2`.
  static MavenSettings read(Path folder) {
    Path kept = folder.resolve("repository");
    Path file = folder.resolve("settings.xml");
    if (!Files.isReadable(file)) {
      return new MavenSettings(CENTRAL, kept);
    }
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      // The default one prints.
      builder.setErrorHandler(new DefaultHandler());
      Document settings = builder.parse(file.toFile());
      String local = text(settings.getDocumentElement(), "localRepository");
      return new MavenSettings(
          mirror(settings), local.isEmpty() || local.contains("${") ? kept : Path.of(local));
    } catch (IOException
        | SAXException
        | ParserConfigurationException
        | IllegalArgumentException e) {
      // Broken settings are Maven's to complain about.
      return new MavenSettings(CENTRAL, kept);
    }
  }

  private static URI mirror(Document settings) {
    NodeList mirrors = settings.getElementsByTagName("mirror");
    for (int i = 0; i < mirrors.getLength(); i++) {
      if (mirrors.item(i) instanceof Element mirror) {
        List<String> of = List.of(text(mirror, "mirrorOf").split(",", -1));
        boolean central =
            of.stream().anyMatch(id -> MIRRORS_OF_CENTRAL.contains(id.strip()))
                && !of.contains("!central");
        String url = text(mirror, "url");
        if (central && !url.isEmpty() && !url.contains("${")) {
          return URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        }
      }
    }
    return CENTRAL;
  }

  private static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }
}
