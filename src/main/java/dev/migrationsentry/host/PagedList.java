package dev.migrationsentry.host;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// A list that a host gives page by page. One entry is held at a time, and a page is asked for when
/// the one before it is used up.
///
/// @param <T> what the entries are turned into
final class PagedList<T> implements Iterator<T>, AutoCloseable {
  private final Source source;
  private final Function<JsonFields, T> reading;
  private @Nullable JsonAnswer page;
  private @Nullable String cursor;
  private @Nullable T following;
  private boolean over;

  /// A cursor that was used before: a list that goes in a circle comes upon it again, however long
  /// the circle is, since it is renewed after twice as many pages each time (Brent's algorithm).
  private String mark = "";

  private long pages;
  private long renewal = 1;

  /// Where the pages come from.
  interface Source {
    /// Asks for a page.
    ///
    /// @param cursor null for the first one
    JsonAnswer page(@Nullable String cursor);

    /// The cursor of the next page.
    ///
    /// @param last the last entry of this page, or null for an empty one
    /// @return null when this page was the last one
    @Nullable String cursor(JsonAnswer page, @Nullable JsonFields last);
  }

  private @Nullable JsonFields last;

  PagedList(Source source, Function<JsonFields, T> reading) {
    this.source = source;
    this.reading = reading;
  }

  /// The entries as a stream, which is to be closed.
  Stream<T> stream() {
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, 0), false)
        .onClose(this::close);
  }

  @Override
  public boolean hasNext() {
    while (following == null && !over) {
      JsonAnswer open = page;
      if (open == null) {
        open = source.page(cursor);
        page = open;
        last = null;
      }
      JsonFields entry = open.next();
      if (entry != null) {
        last = entry;
        following = reading.apply(entry);
      } else {
        page = null;
        cursor = source.cursor(open, last);
        over = cursor == null;
        refuseCircles(open);
      }
    }
    return following != null;
  }

  private void refuseCircles(JsonAnswer open) {
    if (cursor == null) {
      return;
    }
    if (cursor.equals(mark)) {
      throw open.wrong("its pages go in a circle");
    }
    pages++;
    if (pages == renewal) {
      mark = cursor;
      renewal *= 2;
      pages = 0;
    }
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    T entry = following;
    following = null;
    if (entry == null) {
      throw new NoSuchElementException();
    }
    return entry;
  }

  @Override
  public void close() {
    over = true;
    JsonAnswer open = page;
    if (open != null) {
      open.close();
    }
  }
}
