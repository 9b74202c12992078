#include "memory.h"

#include <algorithm>
#include <cstring>

const std::vector<Profile> PROFILES = {
    {"none", 0, 1, 1, 0},
    {"light", 10, 2, 24, 0},
    {"heavy", 70, 1, 120, 0},
    {"bursty", 5, 4, 40, 300},
};

Memory::Memory(Design& design, const Profile& profile, uint64_t seed, size_t word_bytes)
    : design_(design), profile_(profile), random_(seed), word_(word_bytes) {}

void Memory::set_fault(const Fault& fault) {
  fault_ = fault;
  fault_set_ = true;
  fault_happened_ = false;
  fault_count_ = 0;
}

void Memory::clear_fault() { fault_set_ = false; }

bool Memory::faulty(bool write, uint64_t address) {
  if (!fault_set_ || fault_.write != write || !fault_.matches(address)) return false;
  return fault_count_++ == fault_.burst;
}

void Memory::sample() {
  accept_data();  // before the address: data of a later cycle only
  accept_write();
  accept_read();
  if (design_.bit(PORT_m_axi_rvalid)) {
    if (++reads_.front().done == reads_.front().beats) reads_.pop_front();
  }
  if (design_.bit(PORT_m_axi_bvalid)) responses_.pop_front();
  cycle_++;
}

void Memory::accept_read() {
  if (!design_.bit(PORT_m_axi_arvalid) || !design_.bit(PORT_m_axi_arready)) return;
  Burst burst{design_.get(PORT_m_axi_araddr), static_cast<unsigned>(design_.get(PORT_m_axi_arlen)) + 1, 0, later(), -1, {}, {}};
  if (faulty(false, burst.address)) burst.faulty = static_cast<int>(std::min(fault_.beat, burst.beats - 1));
  size_t count = burst.beats * word_;
  if (random_.percent(50) && burst.address + count <= bytes_.size()) {
    burst.data.assign(bytes_.begin() + static_cast<long>(burst.address), bytes_.begin() + static_cast<long>(burst.address + count));
  }
  reads_.push_back(burst);
}

void Memory::accept_write() {
  if (!design_.bit(PORT_m_axi_awvalid) || !design_.bit(PORT_m_axi_awready)) return;
  Burst burst{design_.get(PORT_m_axi_awaddr), static_cast<unsigned>(design_.get(PORT_m_axi_awlen)) + 1, 0, 0, -1, {}, {}};
  if (faulty(true, burst.address)) burst.faulty = 0;
  writes_.push_back(burst);
}

void Memory::accept_data() {
  if (!design_.bit(PORT_m_axi_wvalid) || !design_.bit(PORT_m_axi_wready) || writes_.empty()) return;
  Burst& burst = writes_.front();
  const uint8_t* data = design_.port(PORT_m_axi_wdata).data;
  uint64_t strobes = design_.get(PORT_m_axi_wstrb);
  for (size_t lane = 0; lane < word_; lane++) {
    burst.data.push_back(data[lane]);
    burst.enabled.push_back(strobes >> lane & 1);
  }
  if (++burst.done < burst.beats) return;
  burst.due = later();
  responses_.push_back(std::move(burst));
  writes_.pop_front();
}

void Memory::commit(const Burst& burst) {
  for (size_t i = 0; i < burst.data.size(); i++) {
    if (burst.enabled[i] && burst.address + i < bytes_.size()) bytes_[burst.address + i] = burst.data[i];
  }
}

bool Memory::held_back() {
  if (profile_.longest_pause && cycle_ >= pause_next_) {
    pause_until_ = cycle_ + random_.below(profile_.longest_pause + 1);
    pause_next_ = pause_until_ + 1 + random_.below(4 * profile_.longest_pause);
  }
  return cycle_ < pause_until_ || random_.percent(profile_.stall_percent);
}

void Memory::drive() {
  design_.set(PORT_m_axi_arready, !held_back());
  design_.set(PORT_m_axi_awready, !held_back());
  design_.set(PORT_m_axi_wready, !held_back());
  drive_read();
  drive_response();
}

void Memory::drive_read() {
  // The master's rready is always 1 (the checker holds it to that), so a beat lasts one cycle.
  bool ready = !reads_.empty() && cycle_ >= reads_.front().due && !held_back();
  design_.set(PORT_m_axi_rvalid, ready);
  if (!ready) return;
  const Burst& burst = reads_.front();
  std::vector<uint8_t> beat(word_, 0xA5);
  uint64_t at = burst.address + burst.done * word_;
  if (!burst.data.empty()) std::memcpy(beat.data(), burst.data.data() + burst.done * word_, word_);
  else if (at + word_ <= bytes_.size()) std::memcpy(beat.data(), bytes_.data() + at, word_);
  bool fails = burst.faulty == static_cast<int>(burst.done);
  fault_happened_ |= fails;
  design_.set(PORT_m_axi_rdata, beat.data(), word_);
  design_.set(PORT_m_axi_rlast, burst.done + 1 == burst.beats);
  design_.set(PORT_m_axi_rresp, fails ? fault_.response : 0);
}

void Memory::drive_response() {
  bool ready = !responses_.empty() && cycle_ >= responses_.front().due && !held_back();
  design_.set(PORT_m_axi_bvalid, ready);
  if (!ready) return;
  commit(responses_.front());
  bool fails = responses_.front().faulty >= 0;
  fault_happened_ |= fails;
  design_.set(PORT_m_axi_bresp, fails ? fault_.response : 0);
}
