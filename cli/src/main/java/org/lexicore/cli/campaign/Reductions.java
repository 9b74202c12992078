package org.lexicore.cli.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.lexicore.cli.accelerator.AcceleratorValues;
import org.lexicore.cli.campaign.CampaignCase.Turn;
import org.lexicore.model.InputException;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.WriteOrder;
import org.lexicore.model.network.QuantisedNetwork;

/**
 * What can be taken away from a case, and in which order that is tried.
 *
 * <p>{@code network=i} leaves one of the networks, {@code layers=a..b} some of its layers; then {@code residuals=0}, {@code pools=0},
 * {@code height}, {@code width} and {@code channels} (of the last layer) make it smaller. Any other key is a field of {@code accelerator.yaml}.
 */
final class Reductions {
  private static final String NETWORK = "network";
  private static final String LAYERS = "layers";
  private static final String RESIDUALS = "residuals";
  private static final String POOLS = "pools";
  private static final String HEIGHT = "height";
  private static final String WIDTH = "width";
  private static final String CHANNELS = "channels";
  private static final List<String> OF_NETWORKS = List.of(NETWORK, LAYERS, RESIDUALS, POOLS, HEIGHT, WIDTH, CHANNELS);

  /** Sizes that are halved, the array's first. */
  private static final List<String> HALVED =
      List.of("array.columns", "array.rows", "postprocess.lanes", "axi.data_bits", "codebook.ports", "codebook.books",
          "axi.outstanding_reads", "axi.outstanding_writes", "buffers.activations_kib", "buffers.accumulators_kib", "buffers.indices_kib",
          "buffers.results_kib", "buffers.residuals_kib", "buffers.parameters_kib");

  private final CampaignCase subject;
  private final List<Map.Entry<String, String>> candidates = new ArrayList<>();

  private Reductions(CampaignCase subject) {
    this.subject = subject;
  }

  /**
   * {@code subject} without what {@code reductions} take away; empty if nothing sensible is left.
   *
   * @throws InputException if a reduction is none
   */
  static Optional<CampaignCase> apply(CampaignCase subject, SequencedMap<String, String> reductions) {
    List<Turn> turns = subject.turns();
    List<String> settings = new ArrayList<>();
    reductions.forEach((key, value) -> {
      if (!OF_NETWORKS.contains(key)) {
        settings.add(key + "=" + value);
      }
    });
    Accelerator accelerator = with(subject.accelerator(), settings);
    try {
      for (String key : OF_NETWORKS) {
        turns = reductions.containsKey(key) ? reduced(turns, key, reductions.get(key)) : turns;
      }
    } catch (IllegalArgumentException nothingLeft) {
      return Optional.empty();
    }
    return Optional.of(new CampaignCase(accelerator, subject.rom(), turns, subject.redrawn()));
  }

  private static Accelerator with(Accelerator accelerator, List<String> settings) {
    try {
      return AcceleratorValues.with(accelerator, settings);
    } catch (InputException problems) {
      throw new InputException(problems.problems().stream().map(problem -> problem.replaceFirst("^--set ", "--reduce ")).toList());
    }
  }

  private static List<Turn> reduced(List<Turn> turns, String key, String value) {
    return switch (key) {
      case NETWORK -> List.of(turns.get(number(key, value, turns.size() - 1)));
      case LAYERS -> each(turns, network -> layers(network, value));
      case RESIDUALS -> each(turns, ReduceNetwork::withoutResiduals);
      case POOLS -> each(turns, ReduceNetwork::withoutPools);
      case HEIGHT -> each(turns, network -> ReduceNetwork.cropped(network, number(key, value, Integer.MAX_VALUE), Integer.MAX_VALUE));
      case WIDTH -> each(turns, network -> ReduceNetwork.cropped(network, Integer.MAX_VALUE, number(key, value, Integer.MAX_VALUE)));
      case CHANNELS -> each(turns, network -> ReduceNetwork.narrowed(network, number(key, value, outputs(network))));
      default -> throw new IllegalStateException(key);
    };
  }

  private static List<Turn> each(List<Turn> turns, UnaryOperator<QuantisedNetwork> act) {
    return turns.stream().map(turn -> new Turn(act.apply(turn.network()), turn.seed())).toList();
  }

  private static QuantisedNetwork layers(QuantisedNetwork network, String value) {
    String[] ends = value.split("\\.\\.", 2);
    int last = network.layers().size() - 1;
    int to = number(LAYERS, ends[ends.length - 1], last);
    return ReduceNetwork.layers(network, number(LAYERS, ends[0], to), to);
  }

  private static int number(String key, String text, int highest) {
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > highest) {
      throw new InputException("--reduce " + key + "=" + text + ": is not a number from 0 to " + highest + "; copy the command as it was printed");
    }
    return Integer.parseInt(text);
  }

  private static int outputs(QuantisedNetwork network) {
    return network.layers().getLast().weights().outputs();
  }

  /** What may be taken away next from the case of {@code code}: the most first, and what leaves the hardware alone before the rest. */
  static List<Map.Entry<String, String>> candidates(CaseCode code, CampaignCase subject) {
    Reductions next = new Reductions(subject);
    if (subject.turns().size() > 1) {
      for (int i = 0; i < subject.turns().size(); i++) {
        next.add(NETWORK, i);
      }
    } else {
      next.ofNetwork(subject.turns().getFirst().network(), code.reductions());
    }
    next.ofMemory();
    if (code.hardware().isEmpty()) {
      next.ofHardware();
    }
    return next.candidates;
  }

  private void add(String key, Object value) {
    candidates.add(Map.entry(key, value.toString()));
  }

  private void ofNetwork(QuantisedNetwork network, Map<String, String> before) {
    int first = before.containsKey(LAYERS) ? Integer.parseInt(before.get(LAYERS).split("\\.\\.")[0]) : 0;
    int last = first + network.layers().size() - 1;
    if (last > first) {
      for (int layer = last; layer >= first; layer--) {
        add(LAYERS, layer + ".." + layer);
      }
      add(LAYERS, first + ".." + (last - 1));
      add(LAYERS, (first + 1) + ".." + last);
    }
    if (network.layers().stream().anyMatch(layer -> layer.residual().isPresent())) {
      add(RESIDUALS, 0);
    }
    if (network.layers().stream().anyMatch(layer -> layer.pool().isPresent())) {
      add(POOLS, 0);
    }
    smaller(HEIGHT, network.inputs().stream().mapToInt(input -> input.shape().height()).max().orElseThrow());
    smaller(WIDTH, network.inputs().stream().mapToInt(input -> input.shape().width()).max().orElseThrow());
    smaller(CHANNELS, outputs(network));
  }

  private void smaller(String key, int size) {
    for (int next : size > 3 ? new int[] {1, size / 2, size - 1} : size > 1 ? new int[] {1} : new int[0]) {
      add(key, next);
    }
  }

  private void ofMemory() {
    switch (subject.accelerator().dram()) {
      case Accelerator.Dram.Ideal ideal -> {
        if (ideal.stallPercent() > 0) {
          add("dram.stall_percent", 0);
        }
        if (ideal.latencyCycles() > 1) {
          add("dram.latency_cycles", 1);
        }
        if (ideal.writeOrder() != WriteOrder.FREE) {
          add("dram.write_order", WriteOrder.FREE.word());
        }
      }
      case Accelerator.Dram.Timed timed -> add("dram.kind", Accelerator.Dram.Ideal.KIND);
    }
  }

  private void ofHardware() {
    Map<String, Object> values = AcceleratorValues.of(subject.accelerator());
    for (String path : HALVED) {
      int value = (int) values.get(path);
      if (value > 1) {
        add(path, value / 2);
      }
    }
  }
}
