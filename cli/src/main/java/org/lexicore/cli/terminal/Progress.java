package org.lexicore.cli.terminal;

import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error for work that takes more than two seconds; nothing where nobody watches. */
public final class Progress implements AutoCloseable {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

  private final String task;
  private final long total;
  private final long started = System.nanoTime();
  private final boolean watched;
  private long done;
  private ProgressBar bar;

  private Progress(String task, long total, boolean watched) {
    this.task = task;
    this.total = total;
    this.watched = watched;
  }

  /** Progress of {@code task} over {@code total} steps. */
  public static Progress of(String task, long total) {
    return new Progress(task, total, Boolean.getBoolean("lexicore.terminal"));
  }

  /** Says that one more step is done; callable from any thread. */
  public synchronized void step() {
    reach(done + 1);
  }

  /** Says that {@code steps} are done. */
  public synchronized void reach(long steps) {
    done = steps;
    if (bar == null && watched && System.nanoTime() - started > PATIENCE_NANOS) {
      bar = new ProgressBarBuilder()
          .setTaskName(task)
          .setInitialMax(total)
          .setStyle(ProgressBarStyle.ASCII)
          .setConsumer(new ConsoleProgressBarConsumer(System.err))
          .build();
    }
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
