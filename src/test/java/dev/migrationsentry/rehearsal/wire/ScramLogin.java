package dev.migrationsentry.rehearsal.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// Logs in over a bare connection, so that a test can send what no driver would (RFC 5802).
///
/// @param socket the connection
/// @param user the role
/// @param password its password
record ScramLogin(Socket socket, String user, String password) {
  /// Logs in to a database, and reads up to the first ReadyForQuery.
  void to(String database) throws IOException, GeneralSecurityException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("user", user);
    parameters.put("database", database);
    send(new StartupMessage(196608, parameters).packet(false));
    String nonce = "0123456789";
    String bare = "n=,r=" + nonce;
    next(in, 'R');
    byte[] first = ("n,," + bare).getBytes(StandardCharsets.UTF_8);
    message("SCRAM-SHA-256\0".getBytes(StandardCharsets.UTF_8), length(first), first);
    String challenge = challenge(next(in, 'R'));
    String[] parts = challenge.split(",", 3);
    byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
    byte[] salted = salted(salt, Integer.parseInt(parts[2].substring(2)));
    byte[] key = mac(salted, "Client Key");
    byte[] stored = MessageDigest.getInstance("SHA-256").digest(key);
    String last = "c=biws," + parts[0];
    byte[] proof = mac(stored, bare + "," + challenge + "," + last);
    for (int at = 0; at < proof.length; at++) {
      proof[at] ^= key[at];
    }
    message(
        (last + ",p=" + Base64.getEncoder().encodeToString(proof))
            .getBytes(StandardCharsets.UTF_8));
    next(in, 'Z');
  }

  private static String challenge(byte[] body) {
    return new String(body, 4, body.length - 4, StandardCharsets.UTF_8);
  }

  private byte[] salted(byte[] salt, int iterations) throws GeneralSecurityException {
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
        .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 256))
        .getEncoded();
  }

  private static byte[] mac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] length(byte[] bytes) {
    return ByteBuffer.allocate(4).putInt(bytes.length).array();
  }

  private void message(byte[]... parts) throws IOException {
    WireOutput out = new WireOutput(socket.getOutputStream());
    out.writeMessage('p', parts);
    out.flush();
  }

  private void send(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  private static byte[] next(DataInputStream in, int wanted) throws IOException {
    while (true) {
      int type = in.readUnsignedByte();
      byte[] body = in.readNBytes(in.readInt() - 4);
      if (type == 'E') {
        throw new IOException(new String(body, StandardCharsets.UTF_8));
      }
      if (type == wanted) {
        return body;
      }
    }
  }
}
