package org.lexicore.cli.terminal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar on standard error for work that takes more than two seconds, be it in one step; nothing where nobody watches. Work within work that is
 * watched has no bar of its own.
 */
public final class Progress implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** The terminal has one line for it. */
  private static final AtomicReference<Progress> OUTERMOST = new AtomicReference<>();

  private final String task;
  private final long total;
  private boolean open = true;
  private long done;
  private ProgressBar bar;

  private Progress(String task, long total) {
    this.task = task;
    this.total = total;
  }

  /** Progress of {@code task} over {@code total} steps. */
  public static Progress of(String task, long total) {
    return of(task, total, Boolean.getBoolean("lexicore.terminal"), PATIENCE);
  }

  /** The same, shown after {@code patience} if {@code watched}. */
  static Progress of(String task, long total, boolean watched, Duration patience) {
    Progress progress = new Progress(task, total);
    if (watched && OUTERMOST.compareAndSet(null, progress)) {
      Thread.ofVirtual().start(() -> progress.showAfter(patience));
    }
    return progress;
  }

  /** Does {@code work}, which has no steps that one could count. */
  public static <T> T during(String task, Supplier<T> work) {
    try (Progress progress = of(task, 1)) {
      T result = work.get();
      progress.step();
      return result;
    }
  }

  private void showAfter(Duration patience) {
    try {
      Thread.sleep(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    show();
  }

  private synchronized void show() {
    if (open) {
      bar = new ProgressBarBuilder()
          .setTaskName(task)
          .setInitialMax(total)
          .setStyle(ProgressBarStyle.ASCII)
          .setConsumer(new ConsoleProgressBarConsumer(System.err))
          .build();
      bar.stepTo(done);
    }
  }

  /** Says that one more step is done; callable from any thread. */
  public synchronized void step() {
    reach(done + 1);
  }

  /** Says that {@code steps} are done. */
  public synchronized void reach(long steps) {
    done = steps;
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public synchronized void close() {
    open = false;
    OUTERMOST.compareAndSet(this, null);
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
