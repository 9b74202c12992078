package org.lexicore.rtl;

import java.util.ArrayList;
import java.util.List;
import org.lexicore.model.accelerator.Accelerator;

/** The top module: its ports, and the core's events left open. */
public record TopView(String name, List<PortView> ports, List<EventView> events) {
  /** Bits of the widest bus. */
  private static final int WIDEST = 512;

  /** A port that the top hands through to the core. */
  public record PortView(String name, String declaration) {}

  /** An event port of the core. */
  public record EventView(String name, String range, String separator) {}

  static TopView of(Accelerator accelerator) {
    return new TopView(accelerator.name(), ports(accelerator), events(accelerator));
  }

  private static List<EventView> events(Accelerator a) {
    return List.of(
        event("dispatch", 4),
        event("issue", 4),
        event("retire", 4),
        event("decode", 1),
        event("decode_data", a.codebook().ports() * a.array().rows() * 8),
        event("pass_start", 1),
        event("pass_end", 1),
        event("accumulate", 1),
        event("accumulate_address", 14),
        event("accumulate_data", 32 * a.array().columns()),
        event("result", 1),
        event("result_address", 20),
        event("result_data", 8 * a.postprocess().lanes()));
  }

  private static EventView event(String name, int bits) {
    return new EventView("event_" + name, Names.range(bits, 10_000), name.equals("result_data") ? "" : ",");
  }

  private static List<PortView> ports(Accelerator a) {
    int data = a.axi().dataBits();
    int address = a.axi().addressBits();
    Ports ports = new Ports();
    ports.group("s_axi_").in("awaddr", 12).in("awvalid", 1).out("awready", 1).in("wdata", 32).in("wstrb", 4).in("wvalid", 1)
        .out("wready", 1).out("bresp", 2).out("bvalid", 1).in("bready", 1).in("araddr", 12).in("arvalid", 1).out("arready", 1)
        .out("rdata", 32).out("rresp", 2).out("rvalid", 1).in("rready", 1);
    ports.group("m_axi_").out("arid", 1).out("araddr", address).out("arlen", 8).out("arsize", 3).out("arburst", 2)
        .out("arlock", 1).out("arcache", 4).out("arprot", 3).out("arqos", 4).out("arvalid", 1).in("arready", 1).in("rid", 1).in("rdata", data).in("rresp", 2).in("rlast", 1).in("rvalid", 1)
        .out("rready", 1).out("awid", 1).out("awaddr", address).out("awlen", 8).out("awsize", 3).out("awburst", 2)
        .out("awlock", 1).out("awcache", 4).out("awprot", 3).out("awqos", 4).out("awvalid", 1).in("awready", 1).out("wdata", data).out("wstrb", data / 8).out("wlast", 1).out("wvalid", 1)
        .in("wready", 1).in("bid", 1).in("bresp", 2).in("bvalid", 1).out("bready", 1);
    return List.copyOf(ports.all);
  }

  /** Collects ports under a prefix. */
  private static final class Ports {
    private final List<PortView> all = new ArrayList<>();
    private String prefix = "";

    Ports group(String prefix) {
      this.prefix = prefix;
      return this;
    }

    Ports in(String name, int bits) {
      return add("input ", name, bits);
    }

    Ports out(String name, int bits) {
      return add("output", name, bits);
    }

    private Ports add(String direction, String name, int bits) {
      all.add(new PortView(prefix + name, direction + " wire " + Names.range(bits, WIDEST) + prefix + name));
      return this;
    }
  }
}
