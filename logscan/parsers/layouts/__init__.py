"""How applications and servers lay out their lines, one per file; each module has one `FORMAT`."""
