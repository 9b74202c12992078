package org.lexicore.simulator.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongConsumer;
import org.lexicore.model.accelerator.Accelerator;

/**
 * Writes what a {@link TraceSink} is told in a window of cycles as a waveform (Value Change Dump, IEEE 1364-2005 clause 18),
 * under the names of the ports of {@code lexicore_core}, so that it lies beside a waveform of the RTL. {@link #close} ends it;
 * the caller's stream is flushed but stays open.
 *
 * <p>Time counts from the reset. A cycle begins with the clock at 0 and the values of this cycle, all of which are there at the
 * rising edge in its middle. What an output shows in a cycle in which nobody may look at it is {@code x}.
 */
public final class WaveWriter extends EventSorter {
  /** Characters that name a signal within the file. */
  private static final int FIRST_CODE = '!';

  private static final int CODES = '~' - '!' + 1;

  private final OutputStream out;
  private final CycleWindow window;
  private final long period;
  private final List<WaveSignal> signals;
  private final String[] idle;
  private final String[] shown;
  private final byte[][] payloads = new byte[TraceGroup.values().length][];
  private final boolean[] present = new boolean[payloads.length];
  private final StringBuilder text = new StringBuilder();
  private LongConsumer watcher = cycle -> {};
  private long next;

  /** Begins a waveform of {@code accelerator} on {@code out}. */
  public WaveWriter(Accelerator accelerator, CycleWindow window, OutputStream out) {
    super(accelerator);
    this.out = out;
    this.window = window;
    this.period = accelerator.periodPs();
    this.signals = WaveSignal.of(accelerator);
    this.next = window.from();
    idle = signals.stream().map(signal -> signal.value(null)).toArray(String[]::new);
    shown = new String[idle.length];
    for (TraceGroup group : TraceGroup.values()) {
      payloads[group.ordinal()] = new byte[group.bytes(accelerator)];
    }
    header();
  }

  /** Has {@code watcher} told now and then which cycles are written: those before the one it is given. */
  public void onProgress(LongConsumer watcher) {
    this.watcher = watcher;
  }

  private void header() {
    text.append("$version Lexicore $end\n$timescale 1ps $end\n$scope module lexicore_core $end\n$var wire 1 ").append(code(0))
        .append(" aclk $end\n");
    for (int i = 0; i < signals.size(); i++) {
      WaveSignal signal = signals.get(i);
      text.append("$var wire ").append(signal.width()).append(' ').append(code(i + 1)).append(' ').append(signal.name());
      text.append(signal.width() == 1 ? "" : " [" + (signal.width() - 1) + ":0]").append(" $end\n");
    }
    text.append("$upscope $end\n$enddefinitions $end\n");
  }

  private static String code(int number) {
    String last = String.valueOf((char) (FIRST_CODE + number % CODES));
    return number < CODES ? last : code(number / CODES - 1) + last;
  }

  @Override
  void cycle(long cycle, EventStream[] streams) {
    for (int g = 0; g < streams.length; g++) {
      present[g] = streams[g].next() == cycle;
      if (present[g]) {
        streams[g].take(payloads[g], 0);
      }
    }
    if (cycle >= window.from() && cycle < window.to()) {
      idleUntil(cycle);
      show(true);
    }
  }

  @Override
  void end(long cycle) {
    idleUntil(Math.min(cycle, window.to()));
    text.append('#').append(next * period).append('\n');
    flush();
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void idleUntil(long cycle) {
    while (next < cycle) {
      show(false);
    }
  }

  /** Writes the next cycle; {@code active}: with the events at hand, else without any. */
  private void show(boolean active) {
    text.append('#').append(next * period).append("\n0").append(code(0)).append('\n');
    for (int i = 0; i < idle.length; i++) {
      WaveSignal signal = signals.get(i);
      int group = signal.group().ordinal();
      String value = active && present[group] ? signal.value(payloads[group]) : idle[i];
      if (!value.equals(shown[i])) {
        shown[i] = value;
        text.append(signal.width() == 1 ? value : "b" + value + " ").append(code(i + 1)).append('\n');
      }
    }
    text.append('#').append(next * period + period / 2).append("\n1").append(code(0)).append('\n');
    next++;
    if (text.length() > 1 << 16) {
      flush();
    }
  }

  private void flush() {
    try {
      out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    text.setLength(0);
    watcher.accept(next);
  }
}
