package dev.migrationsentry.host;

import org.jspecify.annotations.Nullable;

/// The job of GitHub Actions that an address of a log names.
final class GithubJob {
  private static final String MARK = "/job/";

  private GithubJob() {}

  /// The number of the job in `https://github.com/OWNER/NAME/actions/runs/RUN/job/JOB`, or null.
  static @Nullable String of(@Nullable String address) {
    int mark = address == null ? -1 : address.indexOf(MARK);
    if (address == null || mark < 0) {
      return null;
    }
    int from = mark + MARK.length();
    int end = from;
    while (end < address.length() && Character.isDigit(address.charAt(end))) {
      end++;
    }
    return end == from ? null : address.substring(from, end);
  }
}
