package dev.migrationsentry.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a service logged between the start and the end of a deploy, page by page. Requests are left
/// out: they come from the version that serves meanwhile.
final class RenderLog extends InputStream {
  private static final int PAGE = 100;

  private final HostClient client;
  private final String query;
  private final @Nullable Instant finished;
  private Instant from;
  private @Nullable Instant to;
  private byte[] lines = {};
  private int at;
  private boolean over;

  RenderLog(HostClient client, HostedService service, Deploy deploy) {
    this.client = client;
    this.finished = deploy.finished();
    this.from = deploy.created();
    this.to = finished;
    this.query =
        "/logs?direction=forward&type=app&type=build&limit="
            + PAGE
            + "&ownerId="
            + HostAddress.escaped(service.owner())
            + "&resource="
            + HostAddress.escaped(service.id());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    while (at == lines.length) {
      if (over) {
        return -1;
      }
      fill();
    }
    int count = Math.min(length, lines.length - at);
    System.arraycopy(lines, at, target, offset, count);
    at += count;
    return count;
  }

  private void fill() {
    String path = query + "&startTime=" + HostAddress.escaped(from.toString());
    if (to != null) {
      path += "&endTime=" + HostAddress.escaped(to.toString());
    }
    JsonFields page = new JsonAnswer(client, client.get(path)).object();
    StringBuilder text = new StringBuilder();
    for (JsonFields line : page.objects("logs")) {
      String message = line.optionalText("message");
      text.append(message == null ? "" : message).append('\n');
    }
    lines = text.toString().getBytes(StandardCharsets.UTF_8);
    at = 0;
    over = !page.truth("hasMore");
    if (!over) {
      Instant next = page.time("nextStartTime");
      Instant end = page.optionalTime("nextEndTime");
      // Forwards each page begins later; one that does not would be read for ever.
      if (!next.isAfter(from)) {
        throw page.wrong("its pages go in a circle");
      }
      from = next;
      to = end == null ? finished : end;
    }
  }
}
