create database fleet;
