# Trees of buffers on nets with more loads than one gate should drive. ABC, which maps a module at a time, cannot put them where a net crosses
# borders of modules, such as those of the array's columns.
proc buffer_wide_nets {clock fanout} {
  set buffers 0
  foreach net [get_nets *] {
    set loads {}
    foreach pin [get_pins -quiet -of_objects $net] {
      if {[get_property $pin direction] == "input"} { lappend loads [get_full_name $pin] }
    }
    set name [get_full_name $net]
    if {[llength $loads] <= $fanout || $name == $clock} { continue }
    foreach load $loads { disconnect_pin $net $load }
    while {[llength $loads] > $fanout} {
      set inputs {}
      set groups [expr {([llength $loads] + $fanout - 1) / $fanout}]
      for {set group 0} {$group < $groups} {incr group} {
        set buffer tree_$buffers
        incr buffers
        make_instance $buffer BUFX4
        make_net ${buffer}_net
        connect_pin ${buffer}_net $buffer/Y
        for {set i $group} {$i < [llength $loads]} {incr i $groups} { connect_pin ${buffer}_net [lindex $loads $i] }
        lappend inputs $buffer/A
      }
      set loads $inputs
    }
    foreach load $loads { connect_pin $net $load }
  }
  puts "buffers: $buffers"
}
