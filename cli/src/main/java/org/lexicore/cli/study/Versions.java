package org.lexicore.cli.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.lexicore.cli.chain.Networks;
import org.lexicore.cli.chain.Variant;
import org.lexicore.cli.chain.Variant.Scheme;
import org.lexicore.model.Problems;
import org.lexicore.model.network.Codebook;

/** All versions of all networks of a study, by what they are. */
final class Versions {
  private final Map<String, List<Version>> byNetwork = new LinkedHashMap<>();

  private Versions() {}

  /**
   * Reads {@code places}.
   *
   * @param note takes what was made up for want of a version
   * @throws org.lexicore.model.InputException if a network has no version with a universal codebook, or two have different ones
   */
  static Versions read(List<Path> places, Consumer<String> note) {
    Versions versions = new Versions();
    places.stream().map(place -> new Version(place, Networks.read(place)))
        .forEach(version -> versions.byNetwork.computeIfAbsent(version.network(), name -> new ArrayList<>()).add(version));
    versions.check();
    versions.byNetwork.forEach((network, all) -> {
      if (all.stream().noneMatch(version -> version.scheme() == Scheme.INT8)) {
        all.add(versions.universal(network).plain());
        note.accept(network + ": no int8 version is given; its codewords are taken as plain int8 weights");
      }
    });
    return versions;
  }

  private void check() {
    Problems problems = new Problems();
    Set<String> books = new LinkedHashSet<>();
    byNetwork.forEach((network, all) -> {
      List<Version> universal = all.stream().filter(version -> version.scheme() == Scheme.UNIVERSAL).toList();
      problems.require(universal.size() == 1, "%s: %d versions with one codebook for all layers; give one, which"
          + " `lexicore compress --scheme universal --codebook FILE` makes", network, universal.size());
      universal.forEach(version -> version.codebooks().stream().map(Codebook::sha256).forEach(books::add));
      problems.require(all.stream().filter(version -> version.scheme() == Scheme.INT8).count() <= 1,
          "%s: several int8 versions; give one, or none", network);
    });
    problems.require(books.size() <= 1, "%s: have %d different universal codebooks, and a chip has one; compress them with the same --codebook",
        String.join(", ", byNetwork.keySet()), books.size());
    problems.throwIfAny();
  }

  Set<String> networks() {
    return byNetwork.keySet();
  }

  /** The versions of {@code network} that may run on {@code variant}; more than one only of those with a codebook for each layer. */
  List<Version> of(String network, Variant variant) {
    return byNetwork.get(network).stream().filter(version -> version.scheme() == variant.scheme()).toList();
  }

  /** Whether every network has a version for {@code variant}. */
  boolean serve(Variant variant) {
    return networks().stream().noneMatch(network -> of(network, variant).isEmpty());
  }

  /** The version of {@code network} with the codebook of all. */
  Version universal(String network) {
    return byNetwork.get(network).stream().filter(version -> version.scheme() == Scheme.UNIVERSAL).findFirst().orElseThrow();
  }
}
