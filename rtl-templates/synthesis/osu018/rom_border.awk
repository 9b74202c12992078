# A lexicore_rom whose content is a memory image becomes its border, as in lexicore_ram.v; a table stays, it is logic.
FNR == NR { if (/readmemh/) image = 1; next }
!image { print; next }
/input +wire \[/ { match($0, /\[[0-9]+/); address = substr($0, RSTART + 1, RLENGTH - 1) }
/output reg/ { match($0, /\[[0-9]+/); data = substr($0, RSTART + 1, RLENGTH - 1); sub(/output reg/, "output wire") }
!done { print }
/^\);/ {
  done = 1
  print "    (* keep *) DFFPOSX1 memory_input [" address + 1 ":0] (.CLK(clock), .D({enable, address}), .Q());"
  print "    (* keep *) DFFPOSX1 memory_output [" data ":0] (.CLK(clock), .D(~data), .Q(data));"
  print "endmodule\n\n`default_nettype wire"
}
