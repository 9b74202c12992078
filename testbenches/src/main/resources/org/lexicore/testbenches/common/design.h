// The design under test, seen through its ports.
//
// Contract: only binding.cpp knows the Verilated class; everything else is compiled once and works for designs of all widths.
// A port's value lies in its storage as Verilator keeps it: little-endian bytes, unused high bits 0.
#ifndef LEXICORE_DESIGN_H
#define LEXICORE_DESIGN_H

#include <cstddef>
#include <cstdint>
#include <string>

// Every port that a bench may touch. Ports that a design lacks (events on the product top, for example) have no storage.
#define LEXICORE_PORTS(P) \
  P(aclk) P(aresetn) P(irq) \
  P(s_axi_awaddr) P(s_axi_awvalid) P(s_axi_awready) P(s_axi_wdata) P(s_axi_wstrb) P(s_axi_wvalid) P(s_axi_wready) \
  P(s_axi_bresp) P(s_axi_bvalid) P(s_axi_bready) \
  P(s_axi_araddr) P(s_axi_arvalid) P(s_axi_arready) P(s_axi_rdata) P(s_axi_rresp) P(s_axi_rvalid) P(s_axi_rready) \
  P(m_axi_arid) P(m_axi_araddr) P(m_axi_arlen) P(m_axi_arsize) P(m_axi_arburst) P(m_axi_arlock) P(m_axi_arcache) P(m_axi_arprot) P(m_axi_arqos) \
  P(m_axi_arvalid) P(m_axi_arready) \
  P(m_axi_rid) P(m_axi_rdata) P(m_axi_rresp) P(m_axi_rlast) P(m_axi_rvalid) P(m_axi_rready) \
  P(m_axi_awid) P(m_axi_awaddr) P(m_axi_awlen) P(m_axi_awsize) P(m_axi_awburst) P(m_axi_awlock) P(m_axi_awcache) P(m_axi_awprot) P(m_axi_awqos) \
  P(m_axi_awvalid) P(m_axi_awready) \
  P(m_axi_wdata) P(m_axi_wstrb) P(m_axi_wlast) P(m_axi_wvalid) P(m_axi_wready) \
  P(m_axi_bid) P(m_axi_bresp) P(m_axi_bvalid) P(m_axi_bready) \
  P(event_dispatch) P(event_issue) P(event_retire) P(event_decode) P(event_decode_data) P(event_pass_start) \
  P(event_pass_end) P(event_accumulate) P(event_accumulate_address) P(event_accumulate_data) P(event_result) \
  P(event_result_address) P(event_result_data)

enum Port {
#define LEXICORE_ENUM(name) PORT_##name,
  LEXICORE_PORTS(LEXICORE_ENUM)
#undef LEXICORE_ENUM
  PORT_COUNT
};

// What the master says beside every address (docs/microarchitecture.md, section 7).
constexpr uint64_t AXLOCK = 0, AXCACHE = 3, AXPROT = 2, AXQOS = 0;

// Where a port's value lies; data is null if the design has no such port.
struct PortView {
  const char* name;
  uint8_t* data;
  size_t bytes;
};

// A Verilated design. Registers and memories start from random contents, drawn from the seed.
class Design {
 public:
  explicit Design(uint64_t seed);
  ~Design();
  Design(const Design&) = delete;
  Design& operator=(const Design&) = delete;

  const PortView& port(Port port) const { return ports_[port]; }
  bool has(Port port) const { return ports_[port].data != nullptr; }
  bool bit(Port port) const { return ports_[port].data[0] & 1; }
  void set(Port port, uint64_t value);
  void set(Port port, const uint8_t* bytes, size_t count);
  uint64_t get(Port port) const;

  // Settles what depends on the inputs, with the clock low.
  void settle();
  // The rising edge: ends the cycle.
  void edge();

  // Records a waveform from now on, in picoseconds from the reset, which was so many cycles ago; false if the design was built
  // without one.
  bool open_wave(const std::string& path, uint64_t cycle, uint64_t period_ps);
  void close_wave();

  // Writes how often each line ran and each bit toggled so far; false if the design was built without counters.
  bool write_coverage(const std::string& path);

 private:
  PortView ports_[PORT_COUNT];
  struct Model;
  Model* model_;
  // A cycle begins with the clock low; the rising edge lies in its middle.
  uint64_t wave_time() const {
    uint64_t halves = half_cycles_ - wave_from_;
    return (wave_cycle_ + halves / 2) * wave_period_ + halves % 2 * (wave_period_ / 2);
  }

  uint64_t half_cycles_ = 0;
  uint64_t wave_from_ = 0;
  uint64_t wave_cycle_ = 0;
  uint64_t wave_period_ = 2;
};

#endif
