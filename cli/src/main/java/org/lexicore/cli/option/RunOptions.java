package org.lexicore.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lexicore.cli.chain.Deployment;
import org.lexicore.cli.chain.InputHashes;
import org.lexicore.cli.chain.Networks;
import org.lexicore.cli.chain.QuantiseNetwork;
import org.lexicore.cli.chain.SampleFiles;
import org.lexicore.compiler.compress.BitsPerWeight;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.InputEncoder;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.note.ExpandedCodes.Effect;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.reports.Weights;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which sample a network is run on, as {@code simulate}, {@code generate} and {@code verify} ask for it. */
public final class RunOptions {
  @Option(names = "--inputs", paramLabel = "[NAME=]FILE",
      description = "Samples: .npy or IDX, gzipped or not, one sample along the first axis (default: seeded noise).")
  private List<String> inputs = new ArrayList<>();

  @Option(names = "--sample", defaultValue = "0", paramLabel = "N", description = "Which sample to run, from 0 (default: ${DEFAULT-VALUE}).")
  private int sample;

  @Option(names = "--samples", defaultValue = "1", paramLabel = "N",
      description = "How many samples to run, one after the other without a reset (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(names = "--batch", defaultValue = "1", paramLabel = "N",
      description = "How many samples the program runs at once, layer by layer, so that weights serve all of them (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Mixin private CalibrationOptions calibration;
  @Mixin private StrictOptions strict;

  /**
   * A network on an accelerator with the samples that it is to run.
   *
   * @param samples at least one; integers by the program's inputs, thus each a batch
   */
  public record Job(Deployment deployment, List<Map<String, int[]>> samples, Weights weights) {
    /** The first of the samples. */
    public Map<String, int[]> sample() {
      return samples.getFirst();
    }
  }

  /** Opens everything. Notes go to {@code err}. */
  public Job read(Path network, Accelerator accelerator, PrintWriter err) {
    return read(network, Networks.read(network), accelerator, err);
  }

  /** As {@link #read(Path, Accelerator, PrintWriter)}, for the network {@code opened} from {@code network}. */
  public Job read(Path network, CompressedNetwork opened, Accelerator accelerator, PrintWriter err) {
    QuantiseNetwork.Quantised quantised = quantise(opened, err);
    Samples samples = samples(opened, quantised, err);
    Deployment deployment = deploy(quantised, opened.graph().name(), accelerator, err);
    BitsPerWeight bits = BitsPerWeight.asRun(opened.graph(), deployment.coded());
    InputEncoder encoder = new InputEncoder(deployment.network());
    return new Job(deployment, IntStream.range(0, count).mapToObj(i -> deployment.join(batch(encoder, samples, sample + i * batch))).toList(),
        new Weights(bits.weights(), bits.withCodebook(), bits.withoutCodebook()));
  }

  private List<Map<String, int[]>> batch(InputEncoder encoder, Samples samples, int first) {
    return IntStream.range(first, first + batch).mapToObj(i -> encoder.encode(samples, i)).toList();
  }

  /** Another network on the same accelerator. */
  public Deployment deploy(Path network, Accelerator accelerator, PrintWriter err) {
    return deploy(Networks.read(network), accelerator, err);
  }

  /** As {@link #deploy(Path, Accelerator, PrintWriter)}, for the network {@code opened}. */
  public Deployment deploy(CompressedNetwork opened, Accelerator accelerator, PrintWriter err) {
    return deploy(quantise(opened, err), opened.graph().name(), accelerator, err);
  }

  private QuantiseNetwork.Quantised quantise(CompressedNetwork opened, PrintWriter err) {
    if (batch < 1) {
      throw new InputException("--batch " + batch + ": a batch has at least 1 sample");
    }
    strict.tell(opened, Effect.RUN, err);
    return QuantiseNetwork.apply(opened, () -> calibration.read(opened, err), err);
  }

  private Deployment deploy(QuantiseNetwork.Quantised quantised, String name, Accelerator accelerator, PrintWriter err) {
    Deployment deployment = Deployment.of(quantised, accelerator, batch);
    strict.tell(name, deployment, err);
    return deployment;
  }

  private Samples samples(CompressedNetwork network, QuantiseNetwork.Quantised quantised, PrintWriter err) {
    if (inputs.isEmpty()) {
      err.println("note: no --inputs: noise with seed " + seed() + " is run; cycles do not depend on it");
    }
    Samples samples = inputs.isEmpty() ? noise(network) : SampleFiles.toRun(inputs, network, quantised, err);
    if (sample < 0 || sample >= samples.count()) {
      throw new InputException("--sample " + sample + ": there are " + samples.count() + " samples; choose one from 0 on");
    }
    if (batch > 1 && (long) count * batch > samples.count() - sample) {
      throw new InputException("--batch " + batch + ": there are " + (samples.count() - sample) + " samples from --sample " + sample
          + " on; give enough for " + count + " batches");
    }
    if (count < 1 || count > samples.count() - sample) {
      throw new InputException("--samples " + count + ": there are " + (samples.count() - sample) + " samples from --sample " + sample
          + " on; choose from 1 to that many");
    }
    return samples;
  }

  /** As many samples as are run: large maps leave no room for more. */
  private Samples noise(CompressedNetwork network) {
    long wanted = Math.max(0L, sample) + Math.max(1L, (long) count * batch);
    return SampleFiles.noise(network, (int) Math.min(wanted, SampleFiles.NOISE), seed());
  }

  /** Seed of everything random. */
  public long seed() {
    return calibration.seed();
  }

  /** The hashes of all files that were read. */
  public InputHashes hashes(List<Path> further) throws IOException {
    InputHashes hashes = new InputHashes();
    for (Path file : further) {
      hashes.add(file);
    }
    List<String> given = new ArrayList<>(inputs);
    given.addAll(calibration.files());
    return hashes.addWords(given);
  }

  /** The command line as it was given. */
  public static String commandLine(CommandSpec spec) {
    return "lexicore " + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }
}
