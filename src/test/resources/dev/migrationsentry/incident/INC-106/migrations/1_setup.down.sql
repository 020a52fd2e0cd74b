drop database fleet;
