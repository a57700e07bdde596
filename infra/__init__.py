"""How Cofund is built, checked, deployed and run on one machine: nothing of it runs on AWS."""
