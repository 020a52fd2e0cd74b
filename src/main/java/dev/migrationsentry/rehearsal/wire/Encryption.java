package dev.migrationsentry.rehearsal.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// TLS for clients that want it. The certificate is made when the first one does.
final class Encryption {
  private @Nullable ThrowAwayCertificate certificate;
  private @Nullable SSLContext context;

  /// The certificate.
  synchronized ThrowAwayCertificate certificate() {
    ThrowAwayCertificate known = certificate;
    if (known == null) {
      known = ThrowAwayCertificate.make();
      certificate = known;
    }
    return known;
  }

  private synchronized SSLContext context() {
    SSLContext known = context;
    if (known == null) {
      known = certificate().context();
      context = known;
    }
    return known;
  }

  /// Agrees with a client on keys.
  ///
  /// @param consumed what the client has sent of that already
  Socket accept(Socket client, byte[] consumed) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context()
                .getSocketFactory()
                .createSocket(client, new ByteArrayInputStream(consumed), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"postgresql"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
