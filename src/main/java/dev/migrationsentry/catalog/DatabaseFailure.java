package dev.migrationsentry.catalog;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Why a database could not be read, as one sentence for people: what happened, and what to do. The
/// words of the server or the driver stand in brackets, without any secret.
///
/// The classes of SQLSTATEs are those of the PostgreSQL manual, appendix A.
final class DatabaseFailure {
  private final SQLException failure;
  private final DatabaseUrl url;
  private final Duration limit;
  private final String state;
  private final String said;

  private DatabaseFailure(SQLException failure, DatabaseUrl url, Duration limit) {
    this.failure = failure;
    this.url = url;
    this.limit = limit;
    this.state = failure.getSQLState() == null ? "" : failure.getSQLState();
    this.said =
        url.redact(String.valueOf(failure.getMessage()).lines().findFirst().orElse("")).strip();
  }

  /// The sentence for a failed connection.
  static DatabaseProblem connecting(SQLException failure, DatabaseUrl url, Duration limit) {
    DatabaseFailure one = new DatabaseFailure(failure, url, limit);
    return new DatabaseProblem(one.sentence(one.whileConnecting()), one.isPassing());
  }

  /// Whether connecting once more may work: the network or the server is not there yet. What the
  /// server or TLS refuses stays refused.
  private boolean isPassing() {
    return !isCaused(SSLException.class)
        && !isCaused(GeneralSecurityException.class)
        && (isCaused(UnknownHostException.class)
            || isCaused(ConnectException.class)
            || isCaused(NoRouteToHostException.class)
            || isCaused(SocketTimeoutException.class)
            || isCaused(EOFException.class)
            || state.equals("08006")
            || state.equals("53300")
            || state.startsWith("57P0"));
  }

  /// The sentence for a connection that was made and could not be read.
  ///
  /// @param late whether the time was up
  static DatabaseProblem reading(
      SQLException failure, DatabaseUrl url, Duration limit, boolean late) {
    DatabaseFailure one = new DatabaseFailure(failure, url, limit);
    return new DatabaseProblem(late ? one.late() + "." : one.sentence(one.whileReading()));
  }

  /// The sentence for a lock that was waited for in vain.
  ///
  /// @param names what is locked, or null where that is not known
  static DatabaseProblem locked(
      SQLException failure, DatabaseUrl url, Duration limit, @Nullable String names) {
    DatabaseFailure one = new DatabaseFailure(failure, url, limit);
    return new DatabaseProblem(
        one.sentence(
            (names == null ? "Something in " + url + " is" : "In " + url + " other sessions have")
                + " locked"
                + (names == null ? " by another session" : " " + names)
                + ", perhaps by migrations that run; nothing was changed there; try again later"));
  }

  private String sentence(String what) {
    String text = said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
    return what + " (" + (state.isEmpty() ? "" : state + ": ") + text + ").";
  }

  private String late() {
    return "Reading "
        + url
        + " took longer than "
        + limit.toSeconds()
        + " s; nothing was changed there; try again later, or with a longer --timeout";
  }

  private String whileConnecting() {
    String lower = said.toLowerCase(Locale.ROOT);
    if (state.equals("42501")) {
      return "The role " + url.user() + " needs connect on the database " + url.database();
    }
    if (isCaused(UnknownHostException.class)) {
      return "The name of the host of "
          + url
          + " can't be resolved; check its spelling and the DNS";
    }
    if (isCaused(ConnectException.class)) {
      return isCausedBy("timed out")
          ? unanswered()
          : "Nothing listens where "
              + url
              + " points; check host and port, and whether the server runs";
    }
    if (isCaused(NoRouteToHostException.class)) {
      return "There is no way through the network to " + url + "; check host, network and firewall";
    }
    if (isCaused(SocketTimeoutException.class) || lower.contains("timed out")) {
      return unanswered();
    }
    if (lower.contains("does not support ssl")) {
      return "The server of " + url + " offers no TLS, and sslmode demands it";
    }
    if (lower.contains("no encryption") || lower.contains("ssl off")) {
      return "The server of " + url + " demands TLS; add sslmode=require to the URL";
    }
    if (lower.contains("client certificate")) {
      return "The server of "
          + url
          + " demands a certificate of its clients; give it with sslcert and sslkey";
    }
    if (isCaused(SSLException.class)
        || isCaused(GeneralSecurityException.class)
        || lower.contains("certificate")
        || lower.contains("sslrootcert")
        || lower.contains("root.crt")
        || lower.contains("hostname")) {
      return "The certificate of the server of "
          + url
          + " was not accepted; check sslmode and sslrootcert";
    }
    if (lower.contains("no such database")) {
      return "The database " + url.database() + " is not known to the pooler of " + url;
    }
    if (lower.contains("password-based authentication")
        || lower.contains("no password")
        || lower.contains("authentication")) {
      return "The database " + url + " refuses the login; check the role and its password";
    }
    if (state.startsWith("08") && !failure.getClass().getName().contains("Server")) {
      if (lower.contains("protocol")
          || lower.contains("ssl connection")
          || isCaused(EOFException.class)) {
        return "What answers at " + url + " does not speak as PostgreSQL does; check host and port";
      }
    }
    return general();
  }

  private String unanswered() {
    return "No server answered at "
        + url
        + " within "
        + limit.toSeconds()
        + " s; check host, port, network and firewall, or give it more time with --timeout";
  }

  private String whileReading() {
    if (state.equals("57014")) {
      return late();
    }
    if (said.contains("statement pooling mode")) {
      return "The pooler of "
          + url
          + " allows no transactions (pool_mode=statement), which reading needs; give the URL of the server itself or of a pool in transaction or session mode";
    }
    if (said.contains("I/O error") || isCaused(EOFException.class)) {
      return "The connection to "
          + url
          + " broke off while it was read; nothing was changed there; check the server and try again";
    }
    return general();
  }

  private String general() {
    return switch (state) {
      case "28P01", "28000" ->
          "The database " + url + " refuses the login; check the role and its password";
      case "3D000" -> "The database " + url.database() + " does not exist on the server of " + url;
      case "42501" -> "The role " + url.user() + " may not do in " + url + " what reading it needs";
      case "53300" -> "The server of " + url + " takes no more connections; try again later";
      case "57P03" ->
          "The server of " + url + " is starting, stopping or recovering; try again later";
      case "57P01", "57P02", "57P04", "57P05" ->
          "The server of "
              + url
              + " ended the connection; nothing was changed there; try again when it runs";
      default ->
          state.startsWith("08")
              ? "The database " + url + " can't be reached; check host, port and network"
              : "Reading " + url + " failed";
    };
  }

  private boolean isCaused(Class<? extends Throwable> kind) {
    return causes().stream().anyMatch(kind::isInstance);
  }

  private boolean isCausedBy(String words) {
    return causes().stream()
        .anyMatch(
            cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains(words));
  }

  private Set<Throwable> causes() {
    Set<Throwable> causes = new HashSet<>();
    for (Throwable at = failure.getCause(); at != null && causes.add(at); at = at.getCause()) {
      for (Throwable other : at.getSuppressed()) {
        causes.add(other);
      }
    }
    return causes;
  }
}
