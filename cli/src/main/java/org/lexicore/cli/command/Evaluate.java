package org.lexicore.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lexicore.cli.chain.LabelFile;
import org.lexicore.cli.chain.Networks;
import org.lexicore.cli.chain.QuantiseNetwork;
import org.lexicore.cli.chain.SampleFiles;
import org.lexicore.cli.option.CalibrationOptions;
import org.lexicore.cli.option.ShapeOptions;
import org.lexicore.cli.option.StrictOptions;
import org.lexicore.cli.terminal.ExitStatus;
import org.lexicore.cli.terminal.Json;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.Fidelity;
import org.lexicore.compiler.execute.Outputs;
import org.lexicore.compiler.format.CompressedNetwork;
import org.lexicore.compiler.note.ExpandedCodes.Effect;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lexicore evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a network on samples, in float and in the accelerator's integers.",
      "Says how often it is right (with --labels), and how close the integers come to float."
    },
    footer = {
      "", "Example:",
      "  lexicore evaluate compressed/resnet --float resnet.onnx --inputs images.npy --labels labels.npy"
    })
public final class Evaluate implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NETWORK", description = "An ONNX file, or a compressed network.")
  private Path network;

  @Option(names = "--float", paramLabel = "NETWORK.onnx",
      description = "The float network to compare with (default: the network's own weights in float arithmetic).")
  private Path reference;

  @Option(names = "--inputs", required = true, paramLabel = "[NAME=]FILE",
      description = "Samples: .npy or IDX, gzipped or not, one sample along the first axis.")
  private List<String> inputs = new ArrayList<>();

  @Option(names = "--labels", paramLabel = "FILE", description = "The right answers, one integer a sample.")
  private Path labels;

  @Option(names = "--samples", paramLabel = "N", description = "Take only the first N samples.")
  private Integer count;

  @Mixin private StrictOptions strict;
  @Mixin private ShapeOptions shapes;
  @Mixin private CalibrationOptions calibration;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** What is printed. */
  private record Answer(String network, int samples, Optional<Double> top1Float, Optional<Double> top1, Fidelity fidelity) {}

  @Override
  public Integer call() {
    CompressedNetwork opened = Networks.read(network, shapes.read());
    CompressedNetwork compared = reference == null ? opened : Networks.read(reference, shapes.read());
    PrintWriter err = spec.commandLine().getErr();
    strict.tell(opened, Effect.RUN, err);
    QuantiseNetwork.Quantised quantised = QuantiseNetwork.apply(opened, () -> calibration.read(opened, err), err);
    Samples all = SampleFiles.toRun(inputs, opened, quantised, err);
    Samples samples = count == null ? all : all.first(count);
    Optional<NdArray> right = Optional.ofNullable(labels).map(file -> LabelFile.read(file, opened.graph(), samples.count()));
    Outputs floats = Progress.during("running " + samples.count() + " samples in float", () -> Outputs.of(compared.graph(), samples));
    Outputs integers = Progress.during("running " + samples.count() + " samples in integers", () -> Outputs.of(quantised.network(), samples));
    Answer answer = new Answer(opened.graph().name(), samples.count(), right.map(it -> floats.evaluate(it).top1()),
        right.map(it -> integers.evaluate(it).top1()), integers.fidelity(floats));
    spec.commandLine().getOut().print(json ? Json.text(answer) + "\n" : text(answer));
    spec.commandLine().getOut().flush();
    return ExitStatus.DONE;
  }

  private static String text(Answer answer) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s, %d samples%n", answer.network, answer.samples));
    answer.top1Float.ifPresent(top1 -> text.append(String.format(Locale.ROOT, "top-1 in float     %.2f %%%n", 100 * top1)));
    answer.top1.ifPresent(top1 -> text.append(String.format(Locale.ROOT, "top-1 in integers  %.2f %%%n", 100 * top1)));
    Fidelity f = answer.fidelity;
    return text.append(String.format(Locale.ROOT, "cosine to float    %.5f (worst %.5f), relative error %.4f%n",
        f.cosine(), f.worstCosine(), f.rootMeanSquare())).toString();
  }
}
