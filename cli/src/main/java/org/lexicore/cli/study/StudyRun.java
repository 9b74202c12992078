package org.lexicore.cli.study;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lexicore.cli.accelerator.AcceleratorYaml;
import org.lexicore.cli.chain.Deployment;
import org.lexicore.cli.chain.LabelFile;
import org.lexicore.cli.chain.Occasions;
import org.lexicore.cli.chain.QuantiseNetwork;
import org.lexicore.cli.chain.Results;
import org.lexicore.cli.chain.SampleFiles;
import org.lexicore.cli.chain.SimulateNetwork;
import org.lexicore.cli.chain.Variant;
import org.lexicore.cli.chain.Variant.Scheme;
import org.lexicore.cli.option.StrictOptions;
import org.lexicore.cli.terminal.Progress;
import org.lexicore.compiler.data.NdArray;
import org.lexicore.compiler.data.Samples;
import org.lexicore.compiler.execute.Outputs;
import org.lexicore.compiler.note.ExpandedCodes.Effect;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.network.FloatGraph;
import org.lexicore.model.result.Result;
import org.lexicore.reports.Accuracy;
import org.lexicore.reports.Band;
import org.lexicore.reports.Inference;
import org.lexicore.reports.ResultFiles;
import org.lexicore.reports.RunResult;
import org.lexicore.reports.study.Sharing;
import org.lexicore.reports.study.Study;

/** Runs every network of a study on every chip: cycles and traffic of each occasion, and of each size of batch. */
final class StudyRun {
  /** Shares of samples are compared, with margins that are no binary fractions. */
  private static final double ROUNDING = 1e-9;

  /** Up to how many networks share a chip in the answer to how many should: a power of two. */
  private static final int MOST_SHARING = 16;

  private final Versions versions;
  private final Path accelerator;
  private final List<String> settings;
  private final List<Integer> batches;
  private final Optional<Labelled> labelled;
  private final Results.Origin origin;
  private final StrictOptions strict;
  private final PrintWriter err;

  /** What was made of each version, and what its accuracy came to: several chips ask. */
  private final Map<Version, Ready> ready = new IdentityHashMap<>();

  private final Map<Version, Accuracy> accuracies = new IdentityHashMap<>();

  /**
   * Samples with the right answers.
   *
   * @param inputs as {@code --inputs} has them: each network scales raw pixels in its own way
   * @param margin by how much less accurate than the universal version, as a share, one with a codebook for each layer may be
   */
  record Labelled(List<String> inputs, Path labels, double margin) {
    /** The samples, held against what the network was calibrated on. */
    private Samples read(Version version, QuantiseNetwork.Quantised quantised, PrintWriter err) {
      return SampleFiles.toRun(inputs, version.compressed(), quantised, err);
    }

    private Accuracy accuracy(Ready ready) {
      FloatGraph graph = ready.version.compressed().graph();
      Samples samples = ready.samples.orElseThrow();
      NdArray right = LabelFile.read(labels, graph, samples.count());
      return new Accuracy(samples.count(), Outputs.of(ready.quantised.network(), samples).evaluate(right).top1(),
          Outputs.of(graph, samples).evaluate(right).top1());
    }
  }

  /**
   * A version in integers, ready to be mapped.
   *
   * @param samples those with labels, as this network reads them
   */
  private record Ready(Version version, QuantiseNetwork.Quantised quantised, Optional<Samples> samples) {}

  StudyRun(
      Versions versions, Path accelerator, List<String> settings, List<Integer> batches, Optional<Labelled> labelled, Results.Origin origin,
      StrictOptions strict, PrintWriter err) {
    this.versions = versions;
    this.accelerator = accelerator;
    this.settings = settings;
    this.batches = batches;
    this.labelled = labelled;
    this.origin = origin;
    this.strict = strict;
    this.err = err;
  }

  /** The accelerator's name. */
  String name() {
    return AcceleratorYaml.read(accelerator, settings).name();
  }

  /** All chips; each network's {@code result.json} lies in {@code folder/VARIANT/NETWORK}. */
  List<Study.Chip> chips(Path folder) throws Exception {
    List<Study.Chip> chips = new ArrayList<>();
    List<Variant> served = Variant.ALL.stream().filter(versions::serve).toList();
    Variant.ALL.stream().filter(variant -> !served.contains(variant)).forEach(variant ->
        err.println("note: " + variant.name() + ": not every network has such a version; left out"));
    try (Progress progress = Progress.of("studying", (long) served.size() * versions.networks().size())) {
      for (Variant variant : served) {
        chips.add(chip(variant, folder.resolve(variant.name()), progress));
      }
    }
    return chips;
  }

  /** The chip with the universal codebook in SRAM, and the same with room for more of them; none if it is not among {@code chips}. */
  List<Sharing.Room> rooms(List<Study.Chip> chips) {
    Optional<Study.Chip> sram = chips.stream().filter(chip -> chip.variant().equals(Study.SRAM)).findFirst();
    if (sram.isEmpty()) {
      return List.of();
    }
    List<Ready> chosen = chosen(Variant.UNIVERSAL_SRAM);
    List<Sharing.Room> rooms = new ArrayList<>(List.of(new Sharing.Room(1, sram.get())));
    try (Progress progress = Progress.of("sharing", MOST_SHARING)) {
      for (int codebooks = 2; codebooks <= MOST_SHARING; codebooks *= 2) {
        rooms.add(new Sharing.Room(codebooks, roomier(Variant.UNIVERSAL_SRAM, chosen, codebooks)));
        progress.reach(codebooks);
      }
    }
    return rooms;
  }

  private Study.Chip roomier(Variant variant, List<Ready> chosen, int codebooks) {
    Accelerator chip = chip(variant, chosen, List.of("codebook.books=" + codebooks));
    List<RunResult> results = chosen.stream().map(one -> simulate(one, Deployment.of(one.quantised, chip), List.of())).toList();
    List<Study.OnChip> networks = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      networks.add(onChip(chosen.get(i), results.get(i), List.of()));
    }
    return chip(variant, chip, results.getLast(), networks);
  }

  private Study.Chip chip(Variant variant, Path folder, Progress progress) throws Exception {
    List<Ready> chosen = chosen(variant);
    Accelerator chip = chip(variant, chosen, List.of());
    List<Deployment> deployed = chosen.stream().map(one -> Deployment.of(one.quantised, chip)).toList();
    deployed.forEach(it -> strict.tell(variant.name() + ", " + it.network().name(), it, err));
    List<Study.OnChip> networks = new ArrayList<>();
    RunResult last = null;
    for (int i = 0; i < chosen.size(); i++) {
      List<Deployment> others = new ArrayList<>(deployed);
      others.remove(i);
      last = simulate(chosen.get(i), deployed.get(i), others);
      ResultFiles.write(last, Files.createDirectories(folder.resolve(last.network())));
      networks.add(onChip(chosen.get(i), last, batches(chosen.get(i), chip)));
      progress.step();
    }
    return chip(variant, chip, last, networks);
  }

  /** All results of a chip have its hardware and area. */
  private static Study.Chip chip(Variant variant, Accelerator chip, RunResult any, List<Study.OnChip> networks) {
    boolean store = variant.scheme() != Scheme.INT8;
    return new Study.Chip(variant.name(), store ? chip.codebook().entries() : 0, store ? chip.codebook().dimension() : 0, any.hardware(),
        any.area().map(area -> squareMillimetres(area.total())), any.area().map(area -> squareMillimetres(area.store())), networks);
  }

  private List<Ready> chosen(Variant variant) {
    return versions.networks().stream().map(network -> choose(network, variant)).toList();
  }

  private static Band squareMillimetres(Band um2) {
    return new Band(um2.low(), um2.typical(), um2.high()).times(1e-6);
  }

  /** The store has just the room that the networks need. */
  private Accelerator chip(Variant variant, List<Ready> chosen, List<String> further) {
    int entries = chosen.stream().mapToInt(one -> one.version.entries()).max().orElseThrow();
    int dimension = chosen.stream().mapToInt(one -> one.version.dimension()).max().orElseThrow();
    List<String> all = new ArrayList<>(settings);
    all.addAll(variant.settings(Integer.highestOneBit(2 * entries - 1), dimension));
    all.addAll(further);
    return AcceleratorYaml.read(accelerator, all);
  }

  /** Of several versions the one whose steady inference moves the fewest bytes; with labels, among those that answer as well as the universal one. */
  private Ready choose(String network, Variant variant) {
    List<Ready> all = versions.of(network, variant).stream().map(this::ready).toList();
    if (variant.scheme() != Scheme.PER_LAYER) {
      return all.getFirst();
    }
    List<Ready> good = labelled.map(samples -> asGood(network, all, samples.margin)).orElse(all);
    if (all.size() == 1) {
      return all.getFirst();
    }
    Map<Ready, Long> bytes = new IdentityHashMap<>();
    all.forEach(one -> bytes.put(one, steadyBytes(variant, one)));
    Ready chosen = good.stream().min(Comparator.comparingLong(bytes::get)).orElseThrow();
    all.forEach(one -> tell(network, one, bytes.get(one), one == chosen));
    return chosen;
  }

  private void tell(String network, Ready one, long bytes, boolean taken) {
    String top1 = accuracy(one).map(it -> String.format(Locale.ROOT, ", top-1 %.2f %%", 100 * it.top1())).orElse("");
    err.printf(Locale.ROOT, "note: %s, %s: %.3f bits per weight, %d bytes per inference%s%s%n", network, one.version.form(),
        one.version.weights().bitsPerWeight(), bytes, top1, taken ? ": taken" : "");
  }

  private List<Ready> asGood(String network, List<Ready> all, double margin) {
    double asked = top1(ready(versions.universal(network))) - margin - ROUNDING;
    List<Ready> good = all.stream().filter(one -> top1(one) >= asked).toList();
    if (!good.isEmpty()) {
      return good;
    }
    err.printf(Locale.ROOT, "note: %s: no version with a codebook for each layer has a top-1 of %.2f %%: the most accurate is taken; give some of more"
        + " bits%n", network, 100 * asked);
    return List.of(all.stream().max(Comparator.comparingDouble(this::top1)).orElseThrow());
  }

  private double top1(Ready one) {
    return accuracy(one).map(Accuracy::top1).orElseThrow();
  }

  private Ready ready(Version version) {
    return ready.computeIfAbsent(version, it -> {
      strict.tell(it.compressed(), Effect.RUN, err);
      QuantiseNetwork.Quantised quantised =
          QuantiseNetwork.apply(it.compressed(), () -> SampleFiles.noise(it.compressed(), origin.seed()), err);
      return new Ready(it, quantised, labelled.map(given -> given.read(it, quantised, err)));
    });
  }

  private Optional<Accuracy> accuracy(Ready one) {
    return labelled.map(samples -> accuracies.computeIfAbsent(one.version, version -> samples.accuracy(one)));
  }

  private long steadyBytes(Variant variant, Ready one) {
    Deployment deployment = Deployment.of(one.quantised, chip(variant, List.of(one), List.of()));
    Occasions occasions = Occasions.of(deployment, List.of(zeros(deployment)), List.of());
    return SimulateNetwork.time(occasions).get(Inference.STEADY).dramBytes().get("total");
  }

  private RunResult simulate(Ready one, Deployment deployment, List<Deployment> others) {
    Occasions occasions = Occasions.of(deployment.sharing(others), List.of(zeros(deployment)), others);
    return Results.of(deployment, SimulateNetwork.time(occasions), Optional.of(one.version.weights()), accuracy(one), origin);
  }

  private static Map<String, int[]> zeros(Deployment deployment) {
    Map<String, int[]> zeros = new LinkedHashMap<>();
    deployment.program().inputs().forEach(input -> zeros.put(input.tensor().name(), new int[input.tensor().shape().size()]));
    return zeros;
  }

  private static Study.OnChip onChip(Ready one, RunResult result, List<Study.Batch> batches) {
    Version version = one.version;
    return new Study.OnChip(result.network(), version.form(), version.weights(), result.accuracy().map(Accuracy::top1), result.inferences(), batches);
  }

  private List<Study.Batch> batches(Ready one, Accelerator chip) {
    return batches.stream().map(samples -> {
      Deployment deployment = Deployment.of(one.quantised, chip, samples);
      Map<String, Result> first = SimulateNetwork.time(Occasions.once(deployment, zeros(deployment)));
      return new Study.Batch(samples, Results.inferences(deployment, first).getFirst());
    }).toList();
  }
}
