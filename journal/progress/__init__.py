"""How somebody is getting on: one page that leads to hours, scan, plan, reviews, gateway."""
