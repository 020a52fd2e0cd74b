package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Constants of libraries that migrations are full of. They are part of what those libraries
/// promise, so that they don't change: a column's width must not depend on the release.
final class LibraryConstants {
  private static final Map<String, Long> NUMBERS = new HashMap<>();
  private static final Map<String, String> TEXTS = new HashMap<>();

  private static final Map<String, List<String>> LISTS =
      Map.of(
          "neutron_lib.constants.VALID_DIRECTIONS", List.of("ingress", "egress"),
          "neutron_lib.constants.VALID_DIRECTIONS_AND_ANY", List.of("any", "ingress", "egress"),
          "neutron_lib.services.pvlan.constants.PVLAN_TYPES",
              List.of("isolated", "promiscuous", "community"));

  static {
    String sizes = "neutron_lib.db.constants.";
    for (String name :
        new String[] {
          "NAME", "DESCRIPTION", "PROJECT_ID", "DEVICE_ID", "DEVICE_OWNER", "RESOURCE_TYPE", "FQDN"
        }) {
      NUMBERS.put(sizes + name + "_FIELD_SIZE", 255L);
    }
    NUMBERS.put(sizes + "LONG_DESCRIPTION_FIELD_SIZE", 1024L);
    NUMBERS.put(sizes + "UUID_FIELD_SIZE", 36L);
    NUMBERS.put(sizes + "STATUS_FIELD_SIZE", 16L);
    NUMBERS.put(sizes + "IP_ADDR_FIELD_SIZE", 64L);
    NUMBERS.put(sizes + "MAC_ADDR_FIELD_SIZE", 32L);
    NUMBERS.put(sizes + "ETHERTYPE_FIELD_SIZE", 40L);
    NUMBERS.put("neutron_lib.constants.DEFAULT_NETWORK_MTU", 1500L);
    NUMBERS.put("neutron_lib.constants.MIN_VLAN_TAG", 1L);
    NUMBERS.put("neutron_lib.constants.MAX_VLAN_TAG", 4094L);
    TEXTS.put("neutron_lib.constants.INGRESS_DIRECTION", "ingress");
    TEXTS.put("neutron_lib.constants.EGRESS_DIRECTION", "egress");
    TEXTS.put("neutron_lib.constants.ANY_DIRECTION", "any");
    TEXTS.put("neutron_lib.constants.ACTIVE", "ACTIVE");
    TEXTS.put("neutron_lib.constants.DOWN", "DOWN");
    TEXTS.put("neutron_lib.constants.HA_ROUTER_STATE_ACTIVE", "active");
    TEXTS.put("neutron_lib.constants.HA_ROUTER_STATE_STANDBY", "standby");
    TEXTS.put("neutron_lib.constants.HA_ROUTER_STATE_UNKNOWN", "unknown");
    TEXTS.put("neutron_lib.constants.DEVICE_OWNER_ROUTER_INTF", "network:router_interface");
    TEXTS.put("neutron_lib.constants.DEVICE_OWNER_ROUTER_HA_INTF", "network:router_ha_interface");
    TEXTS.put(
        "neutron_lib.constants.DEVICE_OWNER_HA_REPLICATED_INT",
        "network:ha_router_replicated_interface");
    TEXTS.put("neutron_lib.constants.DEVICE_OWNER_DHCP", "network:dhcp");
    TEXTS.put("neutron_lib.constants.DEVICE_OWNER_DISTRIBUTED", "network:distributed");
  }

  private LibraryConstants() {}

  /// The value of a library's name, or null where it is not known.
  static @Nullable Value of(String name, Span at) {
    Long number = NUMBERS.get(name);
    if (number != null) {
      return Value.of(number);
    }
    List<String> texts = LISTS.get(name);
    if (texts != null) {
      return new Value.Sequence(
          Value.Sequence.Kind.TUPLE, texts.stream().map(one -> Value.Text.of(one, at)).toList());
    }
    String text = TEXTS.get(name);
    return text == null ? null : Value.Text.of(text, at);
  }
}
