package dev.migrationsentry.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A server that answers every client in the same way: with bytes of its own, with an error of
/// PostgreSQL (manual, section 54.7, ErrorResponse), or as a PostgreSQL of some version that has no
/// rows.
public final class ScriptedServer implements AutoCloseable {
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  private final ServerSocket listener;

  private ScriptedServer(ServerSocket listener) {
    this.listener = listener;
  }

  /// Does what a server does with a client.
  private interface Conversation {
    void hold(DataInputStream in, DataOutputStream out) throws IOException;
  }

  /// Refuses every login with an error.
  public static ScriptedServer refusing(String state, String message) throws IOException {
    return start((in, out) -> {
      startup(in, out);
      message(out, 'E', "SFATAL\0VFATAL\0C" + state + "\0M" + message + "\0\0");
    });
  }

  /// Says something whatever it is asked, and closes.
  public static ScriptedServer saying(String words) throws IOException {
    return start((in, out) -> {
      in.read(new byte[8192]);
      out.write(words.getBytes(StandardCharsets.ISO_8859_1));
    });
  }

  /// Takes connections and never answers.
  public static ScriptedServer silent() throws IOException {
    return start((in, out) -> in.readAllBytes());
  }

  /// Says that it is PostgreSQL of a version, and answers queries with nothing.
  public static ScriptedServer ofVersion(String version) throws IOException {
    return start((in, out) -> {
      startup(in, out);
      message(out, 'R', "\0\0\0\0");
      message(out, 'S', "server_version\0" + version + "\0");
      message(out, 'S', "client_encoding\0UTF8\0");
      message(out, 'S', "standard_conforming_strings\0on\0");
      message(out, 'S', "integer_datetimes\0on\0");
      message(out, 'S', "DateStyle\0ISO, MDY\0");
      message(out, 'Z', "I");
      while (true) {
        int kind = in.read();
        if (kind < 0 || kind == 'X') {
          return;
        }
        String query = new String(in.readNBytes(in.readInt() - 4), StandardCharsets.UTF_8);
        boolean begins = query.startsWith("BEGIN");
        message(
            out,
            'C',
            (begins ? "BEGIN" : query.startsWith("ROLLBACK") ? "ROLLBACK" : "SET") + "\0");
        message(out, 'Z', query.startsWith("ROLLBACK") ? "I" : "T");
      }
    });
  }

  /// Offers TLS with a certificate of its own for `db.example`, and refuses every login.
  ///
  /// @param folder where its key is kept
  /// @param certificate the file to which its certificate is written
  public static ScriptedServer withCertificate(Path folder, Path certificate) throws Exception {
    Path store = folder.resolve("keys-" + DatabaseNames.random(6) + ".p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String[] common = {"-keystore", store.toString(), "-storepass", "secret", "-alias", "key"};
    keytool(tool, common, "-genkeypair", "-keyalg", "EC", "-dname", "CN=db.example");
    keytool(tool, common, "-exportcert", "-rfc", "-file", certificate.toString());
    KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    accept(
        listener,
        client -> {
          DataInputStream in = new DataInputStream(client.getInputStream());
          in.readNBytes(8);
          client.getOutputStream().write('S');
          SSLSocket secured =
              (SSLSocket) context.getSocketFactory().createSocket(client, null, false);
          secured.setUseClientMode(false);
          DataOutputStream out = new DataOutputStream(secured.getOutputStream());
          startup(new DataInputStream(secured.getInputStream()), out);
          message(out, 'E', "SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed\0\0");
        });
    return new ScriptedServer(listener);
  }

  private static void keytool(String tool, String[] common, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(tool));
    command.add(words[0]);
    command.addAll(List.of(common));
    command.addAll(List.of(words).subList(1, words.length));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
  }

  private static ScriptedServer start(Conversation conversation) throws IOException {
    ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    accept(
        listener,
        client -> {
          DataOutputStream out = new DataOutputStream(client.getOutputStream());
          conversation.hold(new DataInputStream(client.getInputStream()), out);
          out.flush();
        });
    return new ScriptedServer(listener);
  }

  /// Serves one client.
  private interface Service {
    void serve(Socket client) throws IOException;
  }

  private static void accept(ServerSocket listener, Service service) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              Socket client = listener.accept();
              Thread.ofVirtual()
                  .start(() -> {
                    try (client) {
                      service.serve(client);
                    } catch (IOException gone) {
                      // The client has left.
                    }
                  });
            }
          } catch (IOException closed) {
            // The test is over.
          }
        });
  }

  private static void startup(DataInputStream in, DataOutputStream out) throws IOException {
    while (true) {
      int length = in.readInt();
      int code = in.readInt();
      in.skipNBytes(length - 8L);
      if (code != SSL_REQUEST && code != GSS_REQUEST) {
        return;
      }
      out.write('N');
      out.flush();
    }
  }

  private static void message(DataOutputStream out, char kind, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(content.getBytes(StandardCharsets.UTF_8));
    out.write(kind);
    out.writeInt(bytes.size() + 4);
    bytes.writeTo(out);
    out.flush();
  }

  /// The port on 127.0.0.1.
  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
