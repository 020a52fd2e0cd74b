package dev.migrationsentry.host;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The body of an answer as a stream that holds little of it, however long it is, and waits for all
/// of it no longer than a limit. Time that the reader takes does not count.
final class TimedBody extends InputStream implements BodySubscriber<TimedBody> {
  private static final long MOST_BYTES = 64L << 20;

  private final LinkedBlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private final CompletableFuture<TimedBody> here = new CompletableFuture<>();
  private final Queue<ByteBuffer> current = new ArrayDeque<>();
  private long nanosLeft;
  private long bytes;
  private boolean over;
  private volatile Flow.@Nullable Subscription subscription;

  /// A piece of the body, or its end.
  ///
  /// @param buffers what came; empty at the end
  private record Part(List<ByteBuffer> buffers, boolean end, @Nullable Throwable broken) {}

  TimedBody(Duration limit) {
    nanosLeft = limit.toNanos();
  }

  @Override
  public CompletionStage<TimedBody> getBody() {
    return here;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    here.complete(this);
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    parts.add(new Part(item, false, null));
  }

  @Override
  public void onError(Throwable problem) {
    here.complete(this);
    parts.add(new Part(List.of(), true, problem));
  }

  @Override
  public void onComplete() {
    parts.add(new Part(List.of(), true, null));
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
    while (current.isEmpty() || !current.element().hasRemaining()) {
      if (!current.isEmpty()) {
        current.remove();
        if (current.isEmpty()) {
          Objects.requireNonNull(subscription).request(1);
        }
      } else if (over || !take()) {
        return -1;
      }
    }
    ByteBuffer buffer = current.element();
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }

  /// Waits for the next piece.
  ///
  /// @return false at the end
  private boolean take() throws IOException {
    long before = System.nanoTime();
    Part part;
    try {
      part = parts.poll(Math.max(0, nanosLeft), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the wait for it was interrupted", e);
    }
    nanosLeft -= System.nanoTime() - before;
    if (part == null) {
      close();
      throw new IOException("it takes too long");
    }
    if (part.end()) {
      over = true;
      if (part.broken() != null) {
        throw new IOException("the connection broke off", part.broken());
      }
      return false;
    }
    for (ByteBuffer buffer : part.buffers()) {
      bytes += buffer.remaining();
      current.add(buffer);
    }
    if (bytes > MOST_BYTES) {
      close();
      throw new IOException("it is longer than " + (MOST_BYTES >> 20) + " MB");
    }
    if (current.isEmpty()) {
      Objects.requireNonNull(subscription).request(1);
    }
    return true;
  }

  @Override
  public void close() {
    over = true;
    current.clear();
    Flow.Subscription open = subscription;
    if (open != null) {
      open.cancel();
    }
  }
}
