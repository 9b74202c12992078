#include "checker.h"

#include <algorithm>

namespace {
constexpr size_t PROBLEMS_KEPT = 20;
constexpr uint64_t BURST_BLOCK = 256;
constexpr uint64_t INCR = 1;
}  // namespace

void Checker::require(bool holds, const std::string& rule) {
  if (holds || problems_.size() >= PROBLEMS_KEPT) return;
  problems_.push_back("cycle " + std::to_string(cycle_) + ": " + rule);
}

void Checker::observe(uint64_t cycle) {
  cycle_ = cycle;
  if (design_.bit(PORT_m_axi_arvalid) && !read_address_.waiting) reads_offered_++;
  require(design_.bit(PORT_m_axi_rready), "rready is 0");
  require(design_.bit(PORT_m_axi_bready), "bready is 0");
  check_stable("ar", read_address_, PORT_m_axi_arvalid, PORT_m_axi_arready,
               {PORT_m_axi_araddr, PORT_m_axi_arlen, PORT_m_axi_arsize, PORT_m_axi_arburst, PORT_m_axi_arlock, PORT_m_axi_arcache,
                PORT_m_axi_arprot, PORT_m_axi_arqos});
  check_stable("aw", write_address_, PORT_m_axi_awvalid, PORT_m_axi_awready,
               {PORT_m_axi_awaddr, PORT_m_axi_awlen, PORT_m_axi_awsize, PORT_m_axi_awburst, PORT_m_axi_awlock, PORT_m_axi_awcache,
                PORT_m_axi_awprot, PORT_m_axi_awqos});
  check_stable("w", write_data_, PORT_m_axi_wvalid, PORT_m_axi_wready, {PORT_m_axi_wdata, PORT_m_axi_wstrb, PORT_m_axi_wlast});
  check_reads();
  check_writes();
}

void Checker::check_stable(const char* channel, Held& held, Port valid, Port ready, std::initializer_list<Port> payload) {
  std::vector<uint8_t> now;
  for (Port port : payload) {
    const PortView& view = design_.port(port);
    now.insert(now.end(), view.data, view.data + view.bytes);
  }
  if (held.waiting) {
    require(design_.bit(valid), std::string(channel) + "valid falls before " + channel + "ready");
    require(now == held.payload, std::string(channel) + "'s payload changes before " + channel + "ready");
  }
  held.waiting = design_.bit(valid) && !design_.bit(ready);
  held.payload.swap(now);
}

void Checker::check_burst(const char* channel, Port address, Port length, Port size, Port burst, Port id) {
  const std::string name = channel;
  uint64_t first = design_.get(address);
  uint64_t bytes = (design_.get(length) + 1) * limits_.word_bytes;
  bursts_++;
  require((uint64_t(1) << design_.get(size)) == limits_.word_bytes, name + "size is not the word");
  require(design_.get(burst) == INCR, name + "burst is not INCR");
  require(design_.get(id) == 0, name + "id is not 0");
  require(first % limits_.word_bytes == 0, name + "addr is not a multiple of the word");
  require(first / 4096 == (first + bytes - 1) / 4096, name + ": the burst crosses 4 KB");
  require(first / BURST_BLOCK == (first + bytes - 1) / BURST_BLOCK, name + ": the burst crosses 256 bytes");
  require(first + bytes <= limits_.memory_bytes, name + ": the burst lies outside the memory");
}

void Checker::check_reads() {
  if (design_.bit(PORT_m_axi_arvalid)) {
    require(reads_ < limits_.outstanding_reads, "more reads outstanding than configured");
    if (design_.bit(PORT_m_axi_arready)) {
      check_burst("ar", PORT_m_axi_araddr, PORT_m_axi_arlen, PORT_m_axi_arsize, PORT_m_axi_arburst, PORT_m_axi_arid);
      reads_++;
    }
  }
  if (design_.bit(PORT_m_axi_rvalid) && design_.bit(PORT_m_axi_rready) && design_.bit(PORT_m_axi_rlast)) reads_--;
}

// Data may be taken before their address: what is counted is what is offered.
void Checker::check_writes() {
  if (design_.bit(PORT_m_axi_awvalid)) {
    if (!address_seen_) {
      require(writes_ < limits_.outstanding_writes, "more writes outstanding than configured");
      check_burst("aw", PORT_m_axi_awaddr, PORT_m_axi_awlen, PORT_m_axi_awsize, PORT_m_axi_awburst, PORT_m_axi_awid);
      beats_expected_.push_back(static_cast<unsigned>(design_.get(PORT_m_axi_awlen)) + 1);
      writes_++;
    }
    address_seen_ = !design_.bit(PORT_m_axi_awready);
    addresses_accepted_ += !address_seen_;
  }
  if (design_.bit(PORT_m_axi_wvalid)) {
    require(!beats_expected_.empty(), "write data before their address is offered");
    if (!beats_expected_.empty() && design_.bit(PORT_m_axi_wready)) {
      bool last = --beats_expected_.front() == 0;
      require(design_.bit(PORT_m_axi_wlast) == last, last ? "wlast is missing" : "wlast comes too early");
      check_strobes(last);
      bursts_accepted_ += last;
      if (last) beats_expected_.pop_front();
    }
  }
  check_responses();
}

void Checker::check_responses() {
  if (design_.bit(PORT_m_axi_bvalid) && design_.bit(PORT_m_axi_bready)) {
    responses_++;
    writes_--;
    // The response of a cycle answers what was taken before it.
    require(responses_ <= answerable_, "the bench's memory answers a write before it has taken both address and data");
  }
  answerable_ = std::min(addresses_accepted_, bursts_accepted_);
}

void Checker::check_strobes(bool last) {
  uint64_t strobes = design_.get(PORT_m_axi_wstrb);
  uint64_t all = limits_.word_bytes == 64 ? ~uint64_t(0) : (uint64_t(1) << limits_.word_bytes) - 1;
  require(strobes != 0 && (strobes & (strobes + 1)) == 0, "wstrb is not ones from lane 0 on");
  require(last || strobes == all, "wstrb is not all ones before the burst's last beat");
}

bool Checker::idle() const {
  return reads_ == 0 && writes_ == 0 && !design_.bit(PORT_m_axi_arvalid) && !design_.bit(PORT_m_axi_awvalid)
      && !design_.bit(PORT_m_axi_wvalid);
}
