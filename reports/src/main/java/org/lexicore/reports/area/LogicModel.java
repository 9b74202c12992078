package org.lexicore.reports.area;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.model.accelerator.Accelerator;

/**
 * Area of the logic in 0.18 µm cells, module by module, from an accelerator's parameters alone: {@link ModuleTerms} with coefficients
 * that synthesised accelerators gave.
 *
 * <p>The accelerators that were held out of the calibration say how wrong it is.
 */
public final class LogicModel {
  /** The module of the codebook's ROM: a part of its own, which a macro or an SRAM may replace. */
  public static final String ROM = "lexicore_rom";

  private final Map<ModuleTerms, double[]> coefficients = new LinkedHashMap<>();
  private final RomModel rom;
  private final List<SynthesisedAccelerator> heldOut;

  private LogicModel(RomModel rom, List<SynthesisedAccelerator> heldOut) {
    this.rom = rom;
    this.heldOut = heldOut;
  }

  /** The model that fits those of {@code data} which are not held out. */
  public static LogicModel fit(SynthesisData data) {
    List<SynthesisedAccelerator> synthesised = data.accelerators();
    LogicModel model = new LogicModel(RomModel.fit(data.roms()), synthesised.stream().filter(SynthesisedAccelerator::heldOut).toList());
    List<SynthesisedAccelerator> calibrating = synthesised.stream().filter(one -> !one.heldOut()).toList();
    for (ModuleTerms module : ModuleTerms.ALL) {
      model.coefficients.put(module, coefficients(module, calibrating));
    }
    return model;
  }

  private static double[] coefficients(ModuleTerms module, List<SynthesisedAccelerator> calibrating) {
    List<SynthesisedAccelerator> having = calibrating.stream().filter(one -> one.modules().getOrDefault(module.module(), 0.0) > 0).toList();
    double[][] terms = new double[having.size()][];
    double[] values = new double[having.size()];
    for (int i = 0; i < terms.length; i++) {
      Accelerator accelerator = having.get(i).accelerator();
      terms[i] = module.terms().stream().mapToDouble(term -> term.in(accelerator)).toArray();
      values[i] = having.get(i).modules().get(module.module());
    }
    return terms.length == 0 ? new double[module.terms().size()] : NonNegativeFit.of(terms, values);
  }

  /** µm² of 0.18 µm cells by module of the Verilog, the codebook's ROM as logic among them if its place is a ROM. */
  public Map<String, Double> um2(Accelerator accelerator) {
    Map<String, Double> areas = new LinkedHashMap<>();
    coefficients.forEach((module, values) -> {
      double area = 0;
      for (int t = 0; t < values.length; t++) {
        area += values[t] * module.terms().get(t).in(accelerator);
      }
      areas.put(module.module(), area);
    });
    if (accelerator.codebook().isFixed()) {
      areas.put(ROM, romUm2(accelerator));
    }
    return areas;
  }

  /** µm² of {@code accelerator}'s codebook as a ROM of logic, for all its ports, wherever its place is. */
  double romUm2(Accelerator accelerator) {
    return accelerator.codebook().ports() * bankedRomUm2(accelerator, 1);
  }

  /** As {@link #romUm2}, for one port, cut into {@code banks} tables of their own. */
  double bankedRomUm2(Accelerator accelerator, int banks) {
    return banks * rom.um2(accelerator.codebook().words() / banks, 8 * accelerator.codewordBytes());
  }

  /** µm² of one of each term, by module: what the calibration found. */
  public Map<String, Map<String, Double>> coefficients() {
    Map<String, Map<String, Double>> named = new LinkedHashMap<>();
    coefficients.forEach((module, values) -> {
      Map<String, Double> terms = new LinkedHashMap<>();
      for (int t = 0; t < values.length; t++) {
        terms.put(module.terms().get(t).name(), values[t]);
      }
      named.put(module.module(), terms);
    });
    return named;
  }

  /** Relative error of the whole logic, for each accelerator that was held out. */
  public Map<String, Double> heldOutErrors() {
    Map<String, Double> errors = new LinkedHashMap<>();
    for (SynthesisedAccelerator one : heldOut) {
      Map<String, Double> estimated = um2(one.accelerator());
      double real = one.modules().values().stream().mapToDouble(Double::doubleValue).sum();
      double model = one.modules().keySet().stream().mapToDouble(module -> estimated.getOrDefault(module, 0.0)).sum();
      errors.put(one.accelerator().name(), model / real - 1);
    }
    return errors;
  }

  /** The error of the whole logic over all accelerators that were held out. */
  public ModelError heldOutError() {
    return ModelError.of(heldOutErrors().values());
  }

  /** The error of a codebook as logic, over random tables that were held out. */
  public ModelError heldOutRomError() {
    return rom.heldOutError();
  }

  /** The error of one module over all accelerators that were held out and have it. */
  public ModelError heldOutError(String module) {
    List<Double> errors = new ArrayList<>();
    for (SynthesisedAccelerator one : heldOut) {
      double real = one.modules().getOrDefault(module, 0.0);
      if (real > 0) {
        errors.add(um2(one.accelerator()).get(module) / real - 1);
      }
    }
    return ModelError.of(errors);
  }
}
