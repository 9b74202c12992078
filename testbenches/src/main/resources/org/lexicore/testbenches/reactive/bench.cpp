#include "bench.h"

namespace {
constexpr int RESET_CYCLES = 8;
constexpr uint64_t REGISTER_TIMEOUT = 1000;
constexpr uint64_t LONGEST_GAP = 4;
constexpr uint64_t OKAY = 0;
}  // namespace

Bench::Bench(const Scenario& scenario, const Profile& profile, uint64_t seed)
    : scenario_(scenario),
      design_(seed),
      random_(seed + 1),
      memory_(design_, profile, seed + 2, scenario.number("word_bytes")),
      checker_(design_, {scenario.number("word_bytes"), scenario.number("outstanding_reads"),
                         scenario.number("outstanding_writes"), scenario.number("memory_bytes")}) {
  reset();
}

void Bench::reset() {
  for (Port port : {PORT_aresetn, PORT_s_axi_awvalid, PORT_s_axi_wvalid, PORT_s_axi_bready, PORT_s_axi_arvalid,
                    PORT_s_axi_rready, PORT_m_axi_arready, PORT_m_axi_rvalid, PORT_m_axi_rid, PORT_m_axi_awready,
                    PORT_m_axi_wready, PORT_m_axi_bvalid, PORT_m_axi_bid}) {
    design_.set(port, 0);
  }
  design_.set(PORT_s_axi_wstrb, 15);
  for (int i = 0; i < RESET_CYCLES; i++) {
    design_.settle();
    design_.edge();
  }
  design_.set(PORT_aresetn, 1);
  memory_.drive();
}

void Bench::tick() {
  design_.settle();
  checker_.observe(cycle_);
  if (!checker_.problems().empty()) throw Failure("AXI: " + checker_.problems().front());
  memory_.sample();
  design_.edge();
  memory_.drive();
  cycle_++;
}

void Bench::wait(uint64_t cycles) {
  for (uint64_t i = 0; i < cycles; i++) tick();
}

void Bench::await_interrupt(uint64_t limit) {
  for (uint64_t end = cycle_ + limit; !irq(); tick()) {
    if (cycle_ >= end) throw Failure("no interrupt within " + std::to_string(limit) + " cycles");
  }
}

// Ends in the cycle after the handshake.
void Bench::await_answer(Port valid, Port ready, const std::string& what) {
  for (uint64_t end = cycle_ + REGISTER_TIMEOUT;;) {
    design_.settle();
    bool done = design_.bit(valid) && design_.bit(ready);
    tick();
    if (done) return;
    if (cycle_ >= end) throw Failure(what + " does not come");
  }
}

void Bench::write(const std::string& name, uint32_t value) {
  wait(random_.below(LONGEST_GAP + 1));
  design_.set(PORT_s_axi_awaddr, scenario_.offset(name));
  design_.set(PORT_s_axi_wdata, value);
  bool address_first = random_.percent(50);
  design_.set(address_first ? PORT_s_axi_awvalid : PORT_s_axi_wvalid, 1);
  wait(random_.below(LONGEST_GAP + 1));
  design_.set(address_first ? PORT_s_axi_wvalid : PORT_s_axi_awvalid, 1);
  // The design takes address and data in the same cycle.
  await_answer(PORT_s_axi_awvalid, PORT_s_axi_awready, "s_axi_awready");
  design_.set(PORT_s_axi_awvalid, 0);
  design_.set(PORT_s_axi_wvalid, 0);
  wait(random_.below(LONGEST_GAP + 1));
  design_.set(PORT_s_axi_bready, 1);
  design_.settle();
  uint64_t response = design_.get(PORT_s_axi_bresp);
  await_answer(PORT_s_axi_bvalid, PORT_s_axi_bready, "s_axi_bvalid");
  design_.set(PORT_s_axi_bready, 0);
  if (response != OKAY) throw Failure("writing " + name + " is answered with an error");
}

uint32_t Bench::read(const std::string& name) {
  wait(random_.below(LONGEST_GAP + 1));
  design_.set(PORT_s_axi_araddr, scenario_.offset(name));
  design_.set(PORT_s_axi_arvalid, 1);
  await_answer(PORT_s_axi_arvalid, PORT_s_axi_arready, "s_axi_arready");
  design_.set(PORT_s_axi_arvalid, 0);
  wait(random_.below(LONGEST_GAP + 1));
  design_.set(PORT_s_axi_rready, 1);
  design_.settle();
  uint64_t value = design_.get(PORT_s_axi_rdata);
  uint64_t response = design_.get(PORT_s_axi_rresp);
  await_answer(PORT_s_axi_rvalid, PORT_s_axi_rready, "s_axi_rvalid");
  design_.set(PORT_s_axi_rready, 0);
  if (response != OKAY) throw Failure("reading " + name + " is answered with an error");
  return static_cast<uint32_t>(value);
}
