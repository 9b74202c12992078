#include "bench.h"

#include <cstring>

namespace {
constexpr int RESET_CYCLES = 2;  // what is asked of the integrator
constexpr uint64_t REGISTER_TIMEOUT = 20000;  // of all accesses that were queued at once
constexpr uint64_t STILL = 4000;               // far longer than any answer of the memory takes
constexpr unsigned ALL_BYTES = 15;
}  // namespace

Bench::Bench(const Scenario& scenario, const Profile& profile, uint64_t seed)
    : scenario_(scenario),
      design_(seed),
      memory_(design_, profile, seed + 2, scenario.number("word_bytes")),
      checker_(design_, {scenario.number("word_bytes"), scenario.number("outstanding_reads"),
                         scenario.number("outstanding_writes"), scenario.number("memory_bytes")}),
      host_(design_, seed + 4),
      watch_(design_) {
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
  host_.drive();
}

void Bench::tick() {
  design_.settle();
  checker_.observe(cycle_);
  if (!checker_.problems().empty()) throw Failure("AXI: " + checker_.problems().front());
  std::string wrong = host_.sample();
  if (!wrong.empty()) throw Failure("AXI4-Lite: " + wrong);
  watch_.observe(cycle_);
  memory_.sample();
  std::string deadlock = memory_.deadlock();
  if (!deadlock.empty()) throw Failure("AXI: " + deadlock);
  design_.edge();
  memory_.drive();
  host_.drive();
  cycle_++;
}

void Bench::wait(uint64_t cycles) {
  for (uint64_t i = 0; i < cycles; i++) tick();
}

void Bench::await_interrupt(uint64_t limit) {
  for (uint64_t end = cycle_ + limit; !irq(); tick()) {
    if (watch_.still(cycle_) > STILL) hang("no interrupt, and nothing moves since cycle " + std::to_string(cycle_ - watch_.still(cycle_)));
    if (cycle_ >= end) hang("no interrupt within " + std::to_string(limit) + " cycles");
  }
}

// What the units wait for is in the message: the instructions lie in the memory.
void Bench::hang(const std::string& what) {
  const std::vector<uint8_t>& bytes = memory_.bytes();
  throw Failure(what + "; " + watch_.state([&bytes](uint64_t address, uint64_t& value) {
    if (address + sizeof value > bytes.size()) return false;
    std::memcpy(&value, bytes.data() + address, sizeof value);
    return true;
  }));
}

void Bench::await_answers() {
  for (uint64_t end = cycle_ + REGISTER_TIMEOUT; !host_.idle(); tick()) {
    if (cycle_ >= end) throw Failure("the registers do not answer within " + std::to_string(REGISTER_TIMEOUT) + " cycles: the host waits for " + host_.waiting());
  }
}

unsigned Bench::write(uint32_t offset, uint32_t value, unsigned strobes) {
  host_.write(offset, value, strobes);
  await_answers();
  unsigned response = host_.written.front();
  host_.written.pop_front();
  return response;
}

Answer Bench::read(uint32_t offset) {
  host_.read(offset);
  await_answers();
  Answer answer = host_.got.front();
  host_.got.pop_front();
  return answer;
}

void Bench::write(const std::string& name, uint32_t value) {
  if (write(scenario_.offset(name), value, ALL_BYTES) != OKAY) throw Failure("writing " + name + " is answered with an error");
}

uint32_t Bench::read(const std::string& name) {
  Answer answer = read(scenario_.offset(name));
  if (answer.response != OKAY) throw Failure("reading " + name + " is answered with an error");
  return answer.value;
}
