package org.lexicore.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import org.lexicore.cli.chain.Deployment;
import org.lexicore.cli.chain.Recordings;
import org.lexicore.model.InputException;
import org.lexicore.model.Problems;
import org.lexicore.model.result.Timeline;
import org.lexicore.simulator.trace.CycleWindow;
import picocli.CommandLine.Option;

/** What is recorded of the first inference, cycle by cycle. */
public final class RecordingOptions {
  @Option(names = "--timeline", paramLabel = "FROM..TO", description = {
      "Write timeline.json: when each unit was busy in these cycles after the reset (start: the first 20000). `lexicore report` draws it."})
  private String timeline;

  @Option(names = "--timeline-layer", paramLabel = "LAYER",
      description = "The same for the cycles in which this layer is computed.")
  private String layer;

  @Option(names = "--waves", paramLabel = "FILE.vcd", description = {
      "Write a waveform of all ports and events under their names in lexicore_core, for GTKWave, beside one of the RTL."})
  private Path waves;

  @Option(names = "--waves-window", paramLabel = "FROM..TO",
      description = "The cycles of it (default: start, the first 20000).")
  private String window;

  /** Where the waveform goes, if one is wanted. */
  public Optional<Path> waves() {
    return Optional.ofNullable(waves);
  }

  /** The waveform's cycles. */
  public CycleWindow window() {
    return CycleWindows.of("--waves-window", window == null ? "start" : window);
  }

  /**
   * Looks at the options before anything runs.
   *
   * @param timingOnly whether there is no arithmetic
   */
  public void check(boolean timingOnly) {
    Problems problems = new Problems();
    problems.require(timeline == null || layer == null, "--timeline %s and --timeline-layer %s: are two windows; give one",
        timeline, layer);
    problems.require(waves == null || !timingOnly,
        "--waves %s: shows data, which --timing-only does not compute; leave out one of them", waves);
    problems.require(window == null || waves != null, "--waves-window %s: is the window of no waveform; give --waves FILE.vcd too", window);
    problems.throwIfAny();
    window();
    if (timeline != null) {
      CycleWindows.of("--timeline", timeline);
    }
  }

  /** The timeline of {@code deployment}'s first inference, if one is wanted. */
  public Optional<Timeline> timeline(Deployment deployment) {
    if (timeline != null) {
      return Optional.of(Recordings.timeline(deployment, CycleWindows.of("--timeline", timeline)));
    }
    return Optional.ofNullable(layer).map(name -> Recordings.timeline(deployment, window(deployment)));
  }

  private CycleWindow window(Deployment deployment) {
    return Recordings.window(deployment, layer).orElseThrow(() -> new InputException(
        "--timeline-layer " + layer + ": the array computes no such layer; there are "
            + String.join(", ", Recordings.layers(deployment))));
  }
}
