"""Text → figures as stated. Belongs here: reading of figures and of what they are about. Not: conversion, comparison, files."""
